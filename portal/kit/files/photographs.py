"""Takes out of a picture what its camera wrote beside the pixels: the place, the time, the owner.

Nothing is decoded and nothing encoded anew: the pixels stay as they were sent, bit by bit. What
stands behind the end of the picture goes too.
"""

import re
import struct
from collections.abc import Iterator
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

# The kinds of files that it knows.
STRIPPED: Final = frozenset({"jpeg", "png"})
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
# What says how pixels are to be shown, and the pixels; texts, times and EXIF are none of these.
_PNG_KEPT: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"}
    | {b"sBIT", b"bKGD", b"pHYs"}
)
_SOI, _EOI, _SOS, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
# JFIF's own, a profile of colours, and how Adobe has written the colours.
_JPEG_KEPT: Final = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_APPLICATION: Final = range(0xE0, 0xF0)
_MARKER: Final = re.compile(rb"\xff++([^\x00\xd0-\xd7])")
# What is scanned: within it stand bytes that were doubled, and restarts. It is read once from its
# beginning to its end: to search it for a marker would read each run of such bytes from each byte.
_SCAN: Final = re.compile(rb"(?:[^\xff]++|\xff++[\x00\xd0-\xd7])*+")
_EXIF: Final = b"Exif\x00\x00"
_ORIENTATION: Final = 0x0112


class Damaged(ValueError):
    """The picture is not written as its kind is."""


def stripped(sent: UploadedFile[Any], kind: str) -> UploadedFile[Any]:
    """Return a sent picture without its metadata; raise ValidationError if it is a damaged one."""
    sent.seek(0)
    try:
        content = without_metadata(sent.read(), kind)
    except Damaged as error:
        raise ValidationError(
            _("The picture is damaged or cut off and cannot be read."), code="damaged"
        ) from error
    finally:
        sent.seek(0)
    return UploadedFile(
        ContentFile(content), name=sent.name, size=len(content), content_type=sent.content_type
    )


def without_metadata(content: bytes, kind: str) -> bytes:
    """Return a JPEG or PNG without what is not shown; raise Damaged where it cannot be followed.

    How a photograph is turned stays: without it, it would lie on its side.
    """
    parts = _jpeg(content) if kind == "jpeg" else _png(content)
    return b"".join(parts)


def _png(content: bytes) -> Iterator[bytes]:
    at = len(_PNG_START)
    yield content[:at]
    while True:
        head = content[at : at + 8]
        if len(head) < 8:
            raise Damaged("it ends before its end")
        length, name = struct.unpack(">I4s", head)
        end = at + 12 + length
        if end > len(content):
            raise Damaged("a part is longer than the file")
        if name in _PNG_KEPT:
            yield content[at:end]
        if name == b"IEND":
            return
        at = end


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    at, has_turn = 2, False
    while True:
        marker, start = _next_marker(content, at)
        if marker == _EOI:
            yield b"\xff\xd9"
            return
        end = start + _length(content, start)
        body = content[start + 2 : end]
        if body.startswith(_EXIF) and not has_turn and (turn := _turned(body)):
            has_turn = True
            yield _exif_with(turn)
        elif _is_kept(marker, body):
            yield bytes((0xFF, marker)) + content[start:end]
        at = end
        if marker == _SOS:
            start, at = at, _end_of_scan(content, at)
            yield content[start:at]


def _end_of_scan(content: bytes, at: int) -> int:
    found = _SCAN.match(content, at)
    return found.end() if found else at


def _next_marker(content: bytes, at: int) -> tuple[int, int]:
    """Return the marker that stands here, and where what it holds begins."""
    found = _MARKER.match(content, at)
    if found is None:
        raise Damaged("no marker where one must be")
    return found[1][0], found.end()


def _length(content: bytes, start: int) -> int:
    if start + 2 > len(content):
        raise Damaged("it ends before its end")
    length = int(struct.unpack_from(">H", content, start)[0])
    if length < 2 or start + length > len(content):
        raise Damaged("a part is longer than the file")
    return length


def _is_kept(marker: int, body: bytes) -> bool:
    if marker == _COMMENT:
        return False
    return marker not in _APPLICATION or (
        marker in _JPEG_KEPT and body.startswith(_JPEG_KEPT[marker])
    )


def _turned(body: bytes) -> int:
    """Return how EXIF says that the picture is turned, 2 to 8; 0 where it stands as it is."""
    tiff = body[len(_EXIF) :]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 0
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    if first + 2 > len(tiff):
        return 0
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(count):
        at = first + 2 + 12 * number
        if at + 12 > len(tiff):
            return 0
        tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, at)
        if tag == _ORIENTATION and kind == 3 and 2 <= value <= 8:
            return int(value)
    return 0


def _exif_with(turn: int) -> bytes:
    """Return EXIF that says how the picture is turned and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turn, 0)
    body = _EXIF + b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
