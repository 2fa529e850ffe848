"""What files are made of, good and hostile: the contents that the manifest of files.py names."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any, Final

# Stands in whatever a cleaned file must have lost.
HIDDEN: Final = b"GIAU-TRONG-TEP"
HTML: Final = b"<!DOCTYPE html><script>alert('" + HIDDEN + b"')</script>"
OFFICE: Final = "[Content_Types].xml"


def zipped(members: dict[str, bytes | str], *, comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
        made.comment = comment
    return file.getvalue()


def zipped_link() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        link = zipfile.ZipInfo("báo cáo")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return file.getvalue()


def bomb() -> bytes:
    """Two gigabytes of nothing, as an archive says of itself."""
    file = bytearray(zipped({"a.txt": b"x"}))
    at = file.find(b"PK\x01\x02")
    file[at + 24 : at + 28] = struct.pack("<I", 2 * 1024**3)
    return bytes(file)


def locked() -> bytes:
    file = bytearray(zipped({"a.pdf": b"%PDF-1.4"}))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        file[file.find(start) + flags] |= 1
    return bytes(file)


def packed_by_lzma(names: Sequence[str] = ("a.txt",)) -> bytes:
    """An archive that asks for four gigabytes of memory before it gives the first byte."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as made:
        for name in names:
            made.writestr(name, b"x")
    content = bytearray(file.getvalue())
    # Behind the head of the part: two bytes of version, two of length, one of properties.
    at = content.find(names[-1].encode()) + len(names[-1].encode()) + 5
    content[at : at + 4] = b"\xff" * 4
    return bytes(content)


def docx(**more: bytes | str) -> bytes:
    """A Word file; `more` are parts by name, `__` for a slash."""
    from tests.portal.media.wordfiles import samples

    parts = samples.parts(samples.paragraph(samples.run("Kính gửi Anh/Chị")))
    return zipped(parts | {name.replace("__", "/"): content for name, content in more.items()})


def xlsx(**more: bytes | str) -> bytes:
    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Tiêu đề"])
    book.active.append(["Mật độ"])
    book.save(file)
    return with_parts(file.getvalue(), more)


def with_parts(archive: bytes, more: dict[str, bytes | str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        parts: dict[str, bytes | str] = {name: old.read(name) for name in old.namelist()}
    return zipped(parts | {name.replace("__", "/"): content for name, content in more.items()})


def opendocument(kind: str = "text", **more: bytes | str) -> bytes:
    kinds = f"application/vnd.oasis.opendocument.{kind}"
    parts: dict[str, bytes | str] = {"mimetype": kinds, "content.xml": "<x/>"}
    return zipped(parts | {name.replace("__", "/"): content for name, content in more.items()})


def empty_parts() -> dict[str, bytes | str]:
    """As many parts as an office file may have."""
    return {f"Pictures/{number}": b"" for number in range(5000)}


def ole(*streams: str) -> bytes:
    """An old office file with these names in its directory."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + names


def pdf(body: bytes = b"") -> bytes:
    from pypdf import PdfWriter

    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(file)
    return file.getvalue() + body


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, kind, **options)
    return file.getvalue()


def photographed() -> bytes:
    """A photograph that says where it was taken, by whom, and with which camera."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = HIDDEN.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 27.0, 49.0), 3: "E", 4: (107.0, 35.0, 27.0)})
    return picture(exif=exif, comment=HIDDEN)


def png(width: int, height: int, *, pixels: bytes = b"", more: bytes = b"") -> bytes:
    """A PNG that says it has this size, whatever pixels follow."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(pixels)) if pixels else b""
    return b"\x89PNG\r\n\x1a\n" + head + more + data + chunk(b"IEND", b"")


def png_with_text() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", HIDDEN.decode() * 3, zip=False)
    info.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{HIDDEN.decode()}</x:xmpmeta>")
    return picture("PNG", pnginfo=info)


def swollen_text_chunk() -> bytes:
    """A PNG of a few kilobytes whose compressed text has fifty megabytes."""
    body = b"Comment\0\0" + zlib.compress(b"x" * 50_000_000)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return png(8, 8, pixels=b"\0" * (25 * 8), more=chunk)


def mp3(frames: int = 200) -> bytes:
    return (b"\xff\xfb\x90\x64" + b"\0" * 413) * frames


def svg(body: str = "<script>alert(1)</script>") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'.encode()


def text() -> bytes:
    return "Công văn số 12".encode()


def program() -> bytes:
    return b"MZ\x90\0" + b"\0" * 200
