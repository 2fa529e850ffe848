"""Takes a picture in: checks it, makes every size of it, keeps the files and the row."""

import hashlib
import io
import logging
import warnings
from collections.abc import Iterator
from typing import BinaryIO, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import connection, transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from portal.audit.recording import record_saved
from portal.kit.files.documents import check_size, extension_of, require_kind
from portal.kit.files.signatures import kind_of
from portal.media.pictures import crops, names
from portal.media.pictures.files import FORMATS, Rendition, delete_files, encode, write
from portal.media.pictures.models import Picture

logger = logging.getLogger(__name__)
MAX_FILE_SIZE = 20 * 1024 * 1024
# What a camera of today takes is below; decoding needs some four bytes a pixel.
MAX_PIXELS = 60_000_000
MAX_SIDE_LENGTH = 20_000
EXTENSIONS = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "webp": "webp"}


def store_picture(
    uploaded_file: File[bytes], *, by: AbstractBaseUser | None, alt: str = ""
) -> Picture:
    """Return the picture of an uploaded file, stored in every size; the same file is stored once.

    Raise ValidationError, in words for the person who uploads, if it is no usable picture.
    """
    return get_or_store_picture(uploaded_file, by=by, alt=alt)[0]


def get_or_store_picture(
    uploaded_file: File[bytes], *, by: AbstractBaseUser | None, alt: str = ""
) -> tuple[Picture, bool]:
    """Return the picture as `store_picture` does, and whether it is new to the library."""
    content = _checked_content(uploaded_file)
    digest = hashlib.sha256(content).hexdigest()
    if known := Picture.objects.filter(sha256=digest).first():
        return known, False
    image = _decode(content)
    with transaction.atomic():
        _lock_digest(digest)
        if known := Picture.objects.filter(sha256=digest).first():
            return known, False
        written: list[str] = []
        try:
            return _store(image, digest, by=by, alt=alt, written=written), True
        except BaseException:
            delete_files(written)
            raise


def _lock_digest(digest: str) -> None:
    """Let one upload of the same file in at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def _checked_content(uploaded_file: File[bytes]) -> bytes:
    extension = extension_of(uploaded_file)
    stream = cast(BinaryIO, uploaded_file)
    if extension not in EXTENSIONS:
        raise ValidationError(
            _("Pictures are JPEG, PNG, GIF or WebP; this file is named “.%(extension)s”."),
            code="extension",
            params={"extension": extension},
        )
    check_size(uploaded_file.size, MAX_FILE_SIZE)
    require_kind(kind_of(stream), EXTENSIONS[extension], extension)
    return stream.read()


def _decode(content: bytes) -> Image.Image:
    """Return the first frame, upright, in plain colours, without metadata."""
    try:
        with warnings.catch_warnings():
            # Our own limit is checked before any pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "GIF", "WEBP"])
            _check_pixels(*image.size)
            # JPEG can be read at a fraction of its size, which spares memory.
            image.draft(None, (2 * names.WIDTHS[-1], 2 * names.WIDTHS[-1]))
            image.load()
            return _to_rgb(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise _damaged() from error
    except (
        MemoryError,
        OverflowError,
        IndexError,
        KeyError,
        TypeError,
        ZeroDivisionError,
    ) as error:
        logger.info("A picture could not be decoded: %r", error)
        raise _damaged() from error


def _damaged() -> ValidationError:
    return ValidationError(
        _("The picture is damaged or cut off and cannot be read."), code="damaged"
    )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels; the limit is %(limit)s million."),
        code="pixels",
        params={"limit": MAX_PIXELS // 1_000_000},
    )


def _check_pixels(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_LENGTH:
        raise _too_many_pixels()


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
    return _strip_metadata(image.convert("RGB"))


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


def _store(
    image: Image.Image, digest: str, *, by: AbstractBaseUser | None, alt: str, written: list[str]
) -> Picture:
    fallback = "png" if image.mode == "RGBA" else "jpeg"
    width, height = names.sizes(*image.size)[-1]
    name = names.StoredName(digest[:32], width, height, FORMATS[fallback].extension)
    renditions = []
    for rendition, content in _renditions(image, name, fallback):
        write(rendition["path"], content, written)
        renditions.append(rendition)
    picture = Picture(
        file=name.path,
        width=width,
        height=height,
        alt=alt,
        sha256=digest,
        renditions=renditions,
        created_by_id=by.pk if by is not None else None,
    )
    picture.crops = crops.write_crops(image, picture, written)
    picture.save()
    record_saved(picture, before={}, by=by)
    return picture


def _renditions(
    image: Image.Image, name: names.StoredName, fallback: str
) -> Iterator[tuple[Rendition, bytes]]:
    for width, height in names.sizes(name.width, name.height):
        sized = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for format_name in (fallback, "webp"):
            path = name.path_at(width, height, FORMATS[format_name].extension)
            yield encode(sized, format_name, path)
