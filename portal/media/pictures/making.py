"""Makes the files of one picture: a program of its own, so that no picture takes the site with it.

It reads an uploaded file from its input and writes a line of JSON, then the files one after the
other. Memory and time are bounded by the operating system, whatever the file says of itself.
`sandbox.py` starts it; nothing here knows Django.
"""

import io
import json
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any, Final, cast

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from portal.kit.files.sandbox import bound
from portal.media.pictures import names
from portal.media.pictures.names import FORMATS

# Pixels, by kind: a JPEG is read at a fraction of its size, which no other kind can be. Cameras of
# today write JPEG; the others are screenshots and drawings.
MAX_PIXELS: Final = {"JPEG": 60_000_000, "PNG": 25_000_000, "WEBP": 12_000_000, "GIF": 12_000_000}
# With transparency there is a third more to read and to reduce: a screen of 5K has 14.7 million.
MAX_PIXELS_WITH_ALPHA: Final = 15_000_000
# A JPEG that is shown in steps is held whole until its last step.
MAX_PIXELS_IN_STEPS: Final = 25_000_000
# No WebP is longer.
MAX_SIDE_LENGTH: Final = 16_000
# Of what is kept: 1600 wide, it may be five times as high.
MAX_KEPT_PIXELS: Final = 8_000_000
# A larger one stands on white: to write it transparent takes thrice as long.
MAX_TRANSPARENT_PIXELS: Final = 1_600_000
# What the whole process may map, its libraries included, and how long it may reckon.
MAX_MEMORY: Final = 450 * 1024 * 1024
MAX_SECONDS: Final = 20
CROP_RATIO: Final = (3, 2)
CROP_WIDTHS: Final = (480, 960)
# EXIF: a picture that is turned by a quarter.
_ORIENTATION: Final = 0x0112
_QUARTER_TURNS: Final = range(5, 9)

_ENCODERS: Final = 2

type Box = tuple[int, int, int, int]
# An image, whether it is a crop, and the format that it is written in.
type _ToWrite = tuple[Image.Image, bool, str]


class Refused(Exception):
    """The picture is not taken: `reason` is a word that `sandbox.py` knows."""

    def __init__(self, reason: str, limit: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.limit = reason, limit


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a picture: the whole in some width, or the part that lists show."""

    is_crop: bool
    width: int
    height: int
    format: str
    content: bytes


def make(content: bytes, focal: tuple[int, int], *, crops_only: bool = False) -> Iterator[Made]:
    """Yield the files of a picture; raise Refused if it is none, or too large."""
    image = decode(content)
    to_write = [] if crops_only else list(_uncropped(image))
    to_write += _crops(image, focal)
    # Encoders work without Python's lock: both cores are of use.
    with ThreadPoolExecutor(_ENCODERS) as pool:
        yield from pool.map(_encoded, to_write)


def _uncropped(image: Image.Image) -> Iterator[_ToWrite]:
    """Yield the picture in each width and format, each width made of the next larger one."""
    found = []
    for width, height in reversed(names.sizes(*image.size)):
        image = _resized(image, width, height)
        found.append(image)
    for smaller in reversed(found):
        yield from ((smaller, False, name) for name in _formats(smaller))


def _crops(image: Image.Image, focal: tuple[int, int]) -> Iterator[_ToWrite]:
    """Yield the part around the focal point in each width and format."""
    part = image.crop(crop_box(*image.size, *focal))
    for width in sorted({min(width, part.width) for width in CROP_WIDTHS}):
        resized = _resized(part, width, max(1, round(part.height * width / part.width)))
        yield from ((resized, True, name) for name in _formats(resized))


def decode(content: bytes) -> Image.Image:
    """Return the first frame, upright, in plain colours, without metadata, in the kept size."""
    try:
        with warnings.catch_warnings():
            # Our own limit is checked before any pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=list(MAX_PIXELS))
            _check_pixels(image)
            _draft(image)
            image.load()
            return _opaque_if_large(_to_rgb(ImageOps.exif_transpose(_shrunk(image))))
    except (Image.DecompressionBombError, MemoryError) as error:
        raise Refused("pixels", MAX_PIXELS["JPEG"] // 1_000_000) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused("damaged") from error
    except (OverflowError, IndexError, KeyError, TypeError, ZeroDivisionError) as error:
        raise Refused("damaged") from error


def crop_box(width: int, height: int, focal_x: int, focal_y: int) -> Box:
    """Return the largest part in our ratio whose middle is nearest to the focal point."""
    across, down = CROP_RATIO
    part_width = max(1, min(width, height * across // down))
    part_height = max(1, min(height, width * down // across))
    left = _start(width, part_width, focal_x)
    top = _start(height, part_height, focal_y)
    return left, top, left + part_width, top + part_height


def _start(length: int, part: int, focal: int) -> int:
    return max(0, min(length - part, round(length * focal / 100 - part / 2)))


def _check_pixels(image: Image.Image) -> None:
    width, height = image.size
    limit = MAX_PIXELS[str(image.format)]
    if image.mode in {"RGBA", "LA"}:
        limit = min(limit, MAX_PIXELS_WITH_ALPHA)
    if image.info.get("progressive"):
        limit = min(limit, MAX_PIXELS_IN_STEPS)
    if width * height > limit or max(width, height) > MAX_SIDE_LENGTH:
        raise Refused("pixels", limit // 1_000_000)
    kept_width, kept_height = names.sizes(*_upright_size(image))[-1]
    if kept_width * kept_height > MAX_KEPT_PIXELS:
        raise Refused("long")


def _upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    turned = image.getexif().get(_ORIENTATION) in _QUARTER_TURNS
    return (height, width) if turned else (width, height)


def _draft(image: Image.Image) -> None:
    """Let a JPEG be read at a fraction of its size, twice as wide as what is kept."""
    enough = 2 * names.WIDTHS[-1]
    turned = image.size != _upright_size(image)
    image.draft(None, (1, enough) if turned else (enough, 1))


def _shrunk(image: Image.Image) -> Image.Image:
    """Return a picture in the size from which all others are made, before anything copies it."""
    upright = _upright_size(image)
    kept = _kept_size(*upright)
    if kept == upright:
        return image
    exif, profile = image.getexif(), image.info.get("icc_profile")
    if image.mode in {"P", "PA", "1"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.mode.startswith("I;16"):
        image = image.convert("I")
    small = _resized(image, *(kept if image.size == upright else reversed(kept)))
    small.info = {"icc_profile": profile, "exif": exif.tobytes()}
    return small


def _kept_size(width: int, height: int) -> tuple[int, int]:
    """Return the largest stored size, or a larger one where the crop of a long picture needs it."""
    left, _top, right, _bottom = crop_box(width, height, 50, 50)
    part = right - left
    needed = max(names.WIDTHS[-1] / width, min(CROP_WIDTHS[-1], part) / part)
    if needed * width <= names.WIDTHS[-1]:
        return names.sizes(width, height)[-1]
    return (width, height) if needed >= 1 else (round(width * needed), round(height * needed))


def _to_rgb(image: Image.Image) -> Image.Image:
    """Return the picture as RGB in sRGB, or as RGBA where some of it is transparent."""
    image = _to_srgb(image)
    if image.has_transparency_data:
        with_alpha = image.convert("RGBA")
        lowest, _highest = with_alpha.getchannel("A").getextrema()
        if cast(int, lowest) < 255:
            return _strip_metadata(with_alpha)
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    # A conversion to its own mode is a copy.
    return _strip_metadata(image if image.mode == "RGB" else image.convert("RGB"))


def _opaque_if_large(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA" or image.width * image.height <= MAX_TRANSPARENT_PIXELS:
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # A broken profile says nothing; the colours are taken as they are.
    return converted or image


def _strip_metadata(image: Image.Image) -> Image.Image:
    """Return the pixels alone: no EXIF, no place where it was taken, no comment, no profile."""
    image.info = {}
    return image


def _resized(image: Image.Image, width: int, height: int) -> Image.Image:
    if image.size == (width, height):
        return image
    # Averages whole pixels first, which is quick, and leaves half as much again to the filter.
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=1.5)


def _formats(image: Image.Image) -> tuple[str, str]:
    return ("png" if image.mode == "RGBA" else "jpeg", "webp")


def _encoded(job: _ToWrite) -> Made:
    image, is_crop, format_name = job
    buffer = io.BytesIO()
    options = FORMATS[format_name].options_for(image.mode, image.size)
    image.save(buffer, format_name.upper(), **options)
    return Made(is_crop, image.width, image.height, format_name, buffer.getvalue())


def _write(answer: dict[str, Any], *bodies: bytes) -> None:
    out = sys.stdout.buffer
    out.write(json.dumps(answer).encode() + b"\n")
    for body in bodies:
        out.write(body)


def main(focal_x: str, focal_y: str, *words: str) -> None:
    """Answer for the file on the input."""
    bound(MAX_MEMORY, MAX_SECONDS)
    try:
        focal = int(focal_x), int(focal_y)
        made = list(make(sys.stdin.buffer.read(), focal, crops_only="--crops" in words))
    except Refused as refused:
        _write({"refused": refused.reason, "limit": refused.limit})
        return
    except (MemoryError, ValueError, OSError):
        # Decoded, but too large to be written within our memory.
        _write({"refused": "long", "limit": 0})
        return
    facts = [asdict(each) | {"content": len(each.content)} for each in made]
    _write({"files": facts}, *(each.content for each in made))


if __name__ == "__main__":
    main(*sys.argv[1:])
