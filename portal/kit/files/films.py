"""Films: how large and long they are, and whether browsers play them; nothing is decoded.

As with recordings (`sounds.py`), only a few kilobytes that describe the film are read.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from portal.kit.files.sounds import MAX_SECONDS, boxes, moov, mp4_length

# What the browsers of today play: H.264, AV1, VP8 and VP9. HEVC, which many phones record, is
# played by half of them.
PLAYED: Final = frozenset({"avc1", "avc3", "av01", "vp08", "vp09", "V_VP8", "V_VP9", "V_AV1"})
_WITHIN_TRACK: Final = (b"mdia", b"minf", b"stbl")
_MAX_SIDE_PIXELS: Final = 8192
# Of a WebM file: where its description stands.
_HEAD: Final = 512 * 1024
_MAX_ELEMENTS: Final = 5000
_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0
_HOLDERS: Final = frozenset({_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO})
_SCALE, _DURATION, _CODEC, _WIDTH, _HEIGHT = 0x2AD7B1, 0x4489, 0x86, 0xB0, 0xBA


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """What a film says of itself; what it does not say plainly is None or empty."""

    codec: str = ""
    width: int | None = None
    height: int | None = None
    seconds: int | None = None

    @property
    def is_played(self) -> bool:
        """Return whether the browsers of today play it."""
        return self.codec in PLAYED


def film_facts(kind: str, file: BinaryIO) -> FilmFacts:
    """Return the facts of a film of a known kind; empty ones where it is damaged."""
    read = {"mp4": _mp4_facts, "webm": _webm_facts}[kind]
    try:
        return read(file)
    except (struct.error, ValueError, ArithmeticError, LookupError, StopIteration):
        return FilmFacts()


def is_webm(head: bytes) -> bool:
    """Return whether an EBML file says that it is WebM, and not another kind of Matroska."""
    return head.startswith(b"\x1aE\xdf\xa3") and b"\x42\x82\x84webm" in head[:64]


def _mp4_facts(file: BinaryIO) -> FilmFacts:
    description = moov(file)
    found = list(boxes(description, levels=0))
    header = next(body for name, body in found if name == b"mvhd")
    for name, track in found:
        if name == b"trak" and (film := _mp4_track(track)) is not None:
            codec, width, height = film
            return FilmFacts(codec, *_sides(width, height), _seconds(mp4_length(header)))
    return FilmFacts()


def _mp4_track(track: bytes) -> tuple[str, int, int] | None:
    """Return codec, width and height of a track; None where it is no moving picture."""
    parts = dict(boxes(track, holders=_WITHIN_TRACK, levels=3))
    if parts.get(b"hdlr", b"")[8:12] != b"vide":
        return None
    header = parts[b"tkhd"]
    # The matrix and the sides, 16 bits before the point; a newer version has longer times.
    start = 52 if header[0] else 40
    matrix = struct.unpack(">9i", header[start : start + 36])
    width, height = (side >> 16 for side in struct.unpack(">II", header[start + 36 : start + 44]))
    if matrix[0] == 0 and matrix[4] == 0 and matrix[1]:
        # Held upright while it was taken.
        width, height = height, width
    return parts[b"stsd"][12:16].decode("ascii", "replace"), width, height


def _webm_facts(file: BinaryIO) -> FilmFacts:
    file.seek(0)
    found: dict[int, bytes] = {}
    codec = ""
    for name, body in _elements(file.read(_HEAD)):
        if name == _CODEC:
            codec = body.decode("ascii", "replace")
        elif name == _VIDEO:
            found[_CODEC] = codec.encode()
        found.setdefault(name, body)
    scale = int.from_bytes(found.get(_SCALE, b"\x0f\x42\x40"), "big")
    length = found.get(_DURATION, b"")
    ticks = struct.unpack({4: ">f", 8: ">d"}[len(length)], length)[0] if length else 0.0
    sides = (int.from_bytes(found.get(side, b""), "big") for side in (_WIDTH, _HEIGHT))
    known = found[_CODEC].decode() if _VIDEO in found and _CODEC in found else codec
    return FilmFacts(known, *_sides(*sides), _seconds(ticks * scale / 1e9))


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the elements of an EBML file that describe it, holders before what they hold."""
    place = 0
    for _number in range(_MAX_ELEMENTS):
        if place + 2 > len(data):
            return
        try:
            name, place = _number_at(data, place, keeps_mark=True)
            size, place = _number_at(data, place)
        except ValueError:
            # What came before holds: the pictures themselves need not be read.
            return
        if name in _HOLDERS:
            yield name, b""
            continue
        yield name, data[place : place + min(size, 64)]
        place += size


def _number_at(data: bytes, place: int, *, keeps_mark: bool = False) -> tuple[int, int]:
    """Return a number of EBML and the place behind it; its first byte says how long it is."""
    length = 9 - data[place].bit_length()
    if length > 8 or place + length > len(data):
        raise ValueError("No number begins here.")
    number = int.from_bytes(data[place : place + length], "big")
    return number if keeps_mark else number & ((1 << 7 * length) - 1), place + length


def _sides(width: int, height: int) -> tuple[int | None, int | None]:
    if 0 < width <= _MAX_SIDE_PIXELS and 0 < height <= _MAX_SIDE_PIXELS:
        return width, height
    return None, None


def _seconds(length: float) -> int | None:
    return max(round(length), 1) if 0 < length < MAX_SECONDS else None
