"""The part of a picture that lists show: 3 to 2, as near around the focal point as it goes."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from portal.media.pictures.files import Rendition, delete_files, write
from portal.media.pictures.making import Made
from portal.media.pictures.models import Picture
from portal.media.pictures.names import FORMATS, folder_of
from portal.media.pictures.sandbox import make_in_sandbox


def write_crops(made: Iterable[Made], picture: Picture, written: list[str]) -> list[Rendition]:
    """Write the crops among the files of a picture; return what its row says of them."""
    facts: list[Rendition] = []
    for each in made:
        if each.is_crop:
            path = _path(picture, each.width, each.format)
            write(path, each.content, written)
            facts.append(rendition(each, path))
    return facts


def rendition(made: Made, path: str) -> Rendition:
    """Return what the picture's row says of a file."""
    return {
        "width": made.width,
        "height": made.height,
        "format": made.format,
        "path": path,
        "bytes": len(made.content),
    }


def recut(picture: Picture) -> str:
    """Cut anew what is not around the focal point; the caller saves the row.

    Where that fails, the point is the stored one again: return why, for people.
    """
    if _are_around_the_point(picture):
        return ""
    try:
        _rewrite(picture)
    except OSError:
        text = _("The file of the picture cannot be read; lists show it as before.")
    except ValidationError as error:
        text = _("Lists show the picture as before, and its focal point stays: %(reason)s")
        text %= {"reason": " ".join(error.messages)}
    else:
        return ""
    picture.refresh_from_db(fields=["focal_x", "focal_y"])
    return text


def _are_around_the_point(picture: Picture) -> bool:
    paths = (
        each["path"] == _path(picture, each["width"], each["format"]) for each in picture.crops
    )
    return bool(picture.crops) and all(paths)


def _rewrite(picture: Picture) -> None:
    """Write the crops anew around the focal point as it is now.

    Crops around another point stay: a page that somebody has open may still show them.
    """
    with default_storage.open(str(picture.file.name)) as file:
        content = file.read()
    made = make_in_sandbox(content, focal=(picture.focal_x, picture.focal_y), crops_only=True)
    written: list[str] = []
    try:
        picture.crops = write_crops(made, picture, written)
    except BaseException:
        delete_files(written)
        raise


def _path(picture: Picture, width: int, format_name: str) -> str:
    """Return a path made of picture and focal point: what stands under it never changes."""
    digest = picture.sha256[:32]
    point = f"{picture.focal_x}x{picture.focal_y}"
    extension = FORMATS[format_name].extension
    return f"{folder_of(digest)}/{digest}-{width}-{point}.{extension}"
