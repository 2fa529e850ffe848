"""The part of a picture that lists show: 3 to 2, as near around the focal point as it goes."""

from django.core.files.storage import default_storage
from PIL import Image

from portal.media.pictures.files import FORMATS, Rendition, delete_files, encode, write
from portal.media.pictures.models import Picture
from portal.media.pictures.names import FOLDER

RATIO = (3, 2)
WIDTHS = (480, 960)

type Box = tuple[int, int, int, int]


def crop_box(width: int, height: int, focal_x: int, focal_y: int) -> Box:
    """Return the largest part in our ratio whose middle is nearest to the focal point."""
    across, down = RATIO
    part_width = max(1, min(width, height * across // down))
    part_height = max(1, min(height, width * down // across))
    left = _start(width, part_width, focal_x)
    top = _start(height, part_height, focal_y)
    return left, top, left + part_width, top + part_height


def _start(length: int, part: int, focal: int) -> int:
    return max(0, min(length - part, round(length * focal / 100 - part / 2)))


def write_crops(image: Image.Image, picture: Picture, written: list[str]) -> list[Rendition]:
    """Write the crops of a picture; gives what its row says of them."""
    part = image.crop(crop_box(*image.size, picture.focal_x, picture.focal_y))
    made = []
    for width in sorted({min(width, part.width) for width in WIDTHS}):
        height = max(1, round(part.height * width / part.width))
        sized = part.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for format_name in (picture.fallback_format, "webp"):
            facts, content = encode(sized, format_name, _path(picture, width, format_name))
            write(facts["path"], content, written)
            made.append(facts)
    return made


def rewrite_crops(picture: Picture) -> None:
    """Write the crops anew around the focal point as it is now; the caller saves the row.

    Crops around another point stay: a page that somebody has open may still show them.
    """
    with default_storage.open(str(picture.file.name)) as file, Image.open(file) as image:
        image.load()
        written: list[str] = []
        try:
            picture.crops = write_crops(image, picture, written)
        except BaseException:
            delete_files(written)
            raise


def _path(picture: Picture, width: int, format_name: str) -> str:
    """Return a path made of picture and focal point: what stands under it never changes."""
    digest = picture.sha256[:32]
    point = f"{picture.focal_x}x{picture.focal_y}"
    extension = FORMATS[format_name].extension
    return f"{FOLDER}/{digest[:2]}/{digest}-{width}-{point}.{extension}"
