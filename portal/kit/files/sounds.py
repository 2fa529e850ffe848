"""Recordings: telling them from other files, and how long they last; nothing is decoded.

No library for tags does that within bounds: tinytag reads a file through where its frames are
broken (31 s for 30 MB), and mutagen's licence is not ours. Here a few kilobytes are read.
"""

import struct
from collections.abc import Iterator
from os import SEEK_END
from typing import BinaryIO, Final

# Of MPEG audio, layer III: kilobits a second of version 1, and of versions 2 and 2.5.
_BITRATES: Final = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
# Samples a second of version 1; the others halve it once and twice.
_RATES: Final = (44100, 48000, 32000)
_FRAME_SEARCHED: Final = 64 * 1024
_OGG_TAIL: Final = 128 * 1024
_MAX_HEADER_BYTES: Final = 8 * 1024 * 1024
MAX_SECONDS: Final = 24 * 3600
# Boxes of an MP4 that hold others; a track says in its handler what it is.
HOLDERS: Final = (b"trak", b"mdia")
# Whole recordings have a handful at the top, and two levels within.
_MAX_BOXES: Final = 1000
_LEVELS: Final = 2


def seconds_of(kind: str, file: BinaryIO, size: int) -> int | None:
    """Return how long a recording of a known kind lasts.

    None where the file does not say it plainly.
    """
    read = {"mp3": _mp3_seconds, "ogg": _ogg_seconds, "m4a": _m4a_seconds}[kind]
    try:
        seconds = round(read(file, size))
    except (struct.error, ValueError, ArithmeticError, IndexError, StopIteration):
        return None
    return max(seconds, 1) if 0 <= seconds < MAX_SECONDS else None


def is_mp3_frame(data: bytes) -> bool:
    """Return whether a frame of MPEG audio, layer III, may begin here."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2 or data[1] & 0x18 == 0x08:
        return False
    return 0 < data[2] >> 4 < 15 and (data[2] >> 2) & 3 != 3


def is_ogg_sound(head: bytes) -> bool:
    """Return whether an Ogg file begins with a stream of Vorbis or Opus, which browsers play."""
    return b"\x01vorbis" in head[:64] or b"OpusHead" in head[:64]


def is_mp4_sound(file: BinaryIO) -> bool:
    """Return whether an MP4 file holds sound and no moving picture."""
    try:
        handlers = {body[8:12] for name, body in boxes(moov(file)) if name == b"hdlr"}
    except (struct.error, ValueError, ArithmeticError):
        return False
    return b"soun" in handlers and b"vide" not in handlers


def _mp3_seconds(file: BinaryIO, size: int) -> float:
    file.seek(0)
    head = file.read(10)
    start = 0
    if head[:3] == b"ID3":
        # Four times seven bits.
        sizes = zip(head[6:10], (21, 14, 7, 0), strict=True)
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in sizes)
    file.seek(start)
    data = file.read(_FRAME_SEARCHED)
    at = next(place for place in range(len(data)) if is_mp3_frame(data[place : place + 4]))
    version, rate, bitrate, samples = _frame(data[at : at + 4])
    if (frames := _counted_frames(data, at, version, mono=data[at + 3] >> 6 == 3)) is not None:
        return frames * samples / rate
    return (size - start - at) * 8 / (bitrate * 1000)


def _frame(header: bytes) -> tuple[int, int, int, int]:
    """Version (3 is 1, 2 is 2, 0 is 2.5), samples a second, kilobits a second, samples in it."""
    version = (header[1] >> 3) & 3
    rate = _RATES[(header[2] >> 2) & 3] >> {3: 0, 2: 1, 0: 2}[version]
    bitrate = _BITRATES[0 if version == 3 else 1][header[2] >> 4]
    return version, rate, bitrate, 1152 if version == 3 else 576


def _counted_frames(data: bytes, at: int, version: int, *, mono: bool) -> int | None:
    """Return how many frames the first one says that there are, where the bitrate varies."""
    side = (17 if mono else 32) if version == 3 else (9 if mono else 17)
    place = at + 4 + side
    if data[place : place + 4] in (b"Xing", b"Info") and data[place + 7] & 1:
        return int(struct.unpack(">I", data[place + 8 : place + 12])[0])
    place = at + 36
    if data[place : place + 4] == b"VBRI":
        return int(struct.unpack(">I", data[place + 14 : place + 18])[0])
    return None


def _ogg_seconds(file: BinaryIO, size: int) -> float:
    file.seek(0)
    head = file.read(256)
    if (vorbis := head.find(b"\x01vorbis")) >= 0:
        rate, skipped = struct.unpack("<I", head[vorbis + 12 : vorbis + 16])[0], 0
    else:
        opus = head.index(b"OpusHead")
        rate, skipped = 48000, struct.unpack("<H", head[opus + 10 : opus + 12])[0]
    file.seek(max(0, size - _OGG_TAIL))
    tail = file.read(_OGG_TAIL)
    last = tail.rindex(b"OggS")
    (samples,) = struct.unpack("<q", tail[last + 6 : last + 14])
    return float((samples - skipped) / rate)


def _m4a_seconds(file: BinaryIO, size: int) -> float:
    return mp4_length(next(body for name, body in boxes(moov(file)) if name == b"mvhd"))


def mp4_length(header: bytes) -> float:
    """Return the seconds of an MP4 by its header; a newer version has longer times."""
    form, start = (">IQ", 20) if header[0] else (">II", 12)
    scale, length = struct.unpack(form, header[start : start + struct.calcsize(form)])
    return float(length / scale)


def moov(file: BinaryIO) -> bytes:
    """Return the box that describes an MP4 file, wherever it stands; ValueError if none does."""
    place, size = 0, file.seek(0, SEEK_END)
    for _number in range(_MAX_BOXES):
        # A box may say any length, and no disk leads to a place behind its largest file.
        if place >= size:
            break
        file.seek(place)
        head = file.read(16)
        length, name = struct.unpack(">I4s", head[:8])
        if length == 1:
            (length,) = struct.unpack(">Q", head[8:16])
        if name == b"moov" and 8 < length <= _MAX_HEADER_BYTES:
            file.seek(place + 8)
            return file.read(length - 8)
        if length < 8:
            break
        place += length
    raise ValueError("No box describes the file.")


def boxes(
    data: bytes, levels: int = _LEVELS, *, holders: tuple[bytes, ...] = HOLDERS
) -> Iterator[tuple[bytes, bytes]]:
    """Yield the boxes in a box, and in those of its boxes that hold others."""
    place = 0
    for _number in range(_MAX_BOXES):
        if place + 8 > len(data):
            return
        length, name = struct.unpack(">I4s", data[place : place + 8])
        if length < 8:
            return
        body = data[place + 8 : place + length]
        yield name, body
        if levels and name in holders:
            yield from boxes(body, levels - 1, holders=holders)
        place += length
