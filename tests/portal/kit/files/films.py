"""Small films for tests, written byte by byte: as players would have them, but empty."""

import struct

from tests.portal.kit.files.recordings import box

UPRIGHT = (0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
LYING = (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
WORDS = """WEBVTT

00:00:00.500 --> 00:00:02.000
Nước đang lên.

00:00:02.000 --> 00:00:04.000
<v Trực ban>Mọi người lên chỗ cao & mang theo đèn.
"""


def mp4(
    seconds: int = 12,
    *,
    codec: bytes = b"avc1",
    sides: tuple[int, int] = (640, 360),
    matrix: tuple[int, ...] = LYING,
) -> bytes:
    """An MP4 film with one track of moving pictures."""
    header = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, 1000 * seconds) + bytes(80))
    place = struct.pack(">9i", *matrix) + struct.pack(">II", *(side << 16 for side in sides))
    entry = struct.pack(">II", 0, 1) + struct.pack(">I4s", 86, codec) + bytes(78)
    inside = box(b"hdlr", bytes(8) + b"vide" + bytes(12))
    inside += box(b"minf", box(b"stbl", box(b"stsd", entry)))
    track = box(b"tkhd", bytes(40) + place) + box(b"mdia", inside)
    moov = box(b"moov", header + box(b"trak", track))
    return box(b"ftyp", b"isom" + bytes(4)) + moov + box(b"mdat", bytes(200))


def element(name: str, content: bytes = b"", *, unknown: bool = False) -> bytes:
    size = b"\x01" + b"\xff" * 7 if unknown else struct.pack(">Q", len(content) | 1 << 56)
    return bytes.fromhex(name) + size + content


def webm(seconds: float = 12, *, codec: bytes = b"V_VP9", kind: bytes = b"webm") -> bytes:
    """A WebM film as a browser records it: nobody knew its size when it began."""
    head = element("1a45dfa3", bytes.fromhex("4282") + bytes([0x80 + len(kind)]) + kind)
    length = element("4489", struct.pack(">d", seconds * 1000)) if seconds else b""
    info = element("1549a966", element("2ad7b1", (10**6).to_bytes(3, "big")) + length)
    video = element("e0", element("b0", (640).to_bytes(2, "big")) + element("ba", b"\x01\x68"))
    sound = element("ae", element("86", b"A_OPUS"))
    tracks = element("1654ae6b", sound + element("ae", element("86", codec) + video))
    return head + element("18538067", info + tracks + bytes(100), unknown=True)
