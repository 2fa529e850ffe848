"""Small recordings for tests, written byte by byte: as players would have them, but silent."""

import struct

# MPEG 1, layer III, 128 kilobits and 44100 samples a second: 417 bytes of silence.
FRAME = b"\xff\xfb\x90\xc0" + bytes(413)


def mp3(seconds: float = 20, *, tag: bytes = b"") -> bytes:
    """Frames of one bitrate, perhaps behind an ID3 tag of that content."""
    size = bytes((len(tag) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    head = b"ID3\x03\x00\x00" + size + tag if tag else b""
    return head + FRAME * round(seconds * 44100 / 1152)


def mp3_that_counts(frames: int) -> bytes:
    """A first frame that says how many follow, as encoders of varying bitrates write it."""
    xing = b"Xing" + struct.pack(">II", 1, frames)
    return FRAME[:4] + bytes(17) + xing + bytes(400) + FRAME * 3


def _page(samples: int, content: bytes) -> bytes:
    head = b"OggS\x00\x02" + struct.pack("<qIII", samples, 1, 0, 0)
    return head + bytes([1, len(content)]) + content


def opus(seconds: int = 20, skipped: int = 312) -> bytes:
    head = b"OpusHead\x01\x01" + struct.pack("<HIH", skipped, 48000, 0) + b"\x00"
    return _page(0, head) + _page(48000 * seconds + skipped, bytes(60))


def vorbis(seconds: int = 20) -> bytes:
    head = b"\x01vorbis" + struct.pack("<IBI", 0, 1, 22050) + bytes(14)
    return _page(0, head) + _page(22050 * seconds, bytes(60))


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def mp4(
    seconds: int = 20, *, handlers: tuple[bytes, ...] = (b"soun",), brand: bytes = b"M4A "
) -> bytes:
    """An MP4 file with a track of each handler; its description stands behind its content."""
    header = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, 1000 * seconds) + bytes(80))
    tracks = b"".join(
        box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12))))
        for handler in handlers
    )
    return box(b"ftyp", brand + bytes(4)) + box(b"mdat", bytes(100)) + box(b"moov", header + tracks)
