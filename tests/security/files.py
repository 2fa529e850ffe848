"""Files that people send, good and hostile, and what becomes of each: the manifest.

As a program it sends them all, one after another, and says what each took; the long suite asks.
"""

import io
import json
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tests.security.worst import peak_memory

TAKEN: Final = "taken"
# Taken, and nothing of what was hidden in it is in what is stored.
CLEANED: Final = "cleaned"
ATTACHMENT, PICTURE, SHEET, WORD = "attachment", "picture", "sheet", "word"
# Stands in whatever a cleaned file must have lost.
HIDDEN: Final = b"GIAU-TRONG-TEP"
HTML: Final = b"<!DOCTYPE html><script>alert('" + HIDDEN + b"')</script>"
OFFICE: Final = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Sent:
    """One file: where it is sent, how it is named, what is in it, what becomes of it."""

    door: str
    name: str
    make: Callable[[], bytes]
    outcome: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.door} {ascii(self.name)[1:-1]} {self.about}".strip()


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


def with_parts(whole: bytes, more: dict[str, bytes | str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        parts: dict[str, bytes | str] = {name: old.read(name) for name in old.namelist()}
    return zipped(parts | {name.replace("__", "/"): content for name, content in more.items()})


def opendocument(kind: str = "text", **more: bytes | str) -> bytes:
    kinds = f"application/vnd.oasis.opendocument.{kind}"
    parts: dict[str, bytes | str] = {"mimetype": kinds, "content.xml": "<x/>"}
    return zipped(parts | {name.replace("__", "/"): content for name, content in more.items()})


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


def _attached() -> list[Sent]:
    def case(name: str, make: Callable[[], bytes], outcome: str, about: str = "") -> Sent:
        return Sent(ATTACHMENT, name, make, outcome, about)

    text, program = (lambda: "Công văn số 12".encode()), (lambda: b"MZ\x90\0" + b"\0" * 200)
    slips = ["../../etc/cron.d/a.txt", "/etc/a.txt", "a/../../a.txt", "C:\\Windows\\a.txt"]
    return [
        # Good ones, of each kind that is taken.
        case("công văn.pdf", pdf, TAKEN),
        case("CÔNG VĂN.PDF", pdf, TAKEN),
        case("bảng kê.docx", docx, TAKEN),
        case("số liệu.xlsx", xlsx, TAKEN),
        case("trình chiếu.pptx", lambda: zipped({OFFICE: "x", "ppt/a.xml": "x"}), TAKEN),
        case("văn bản.odt", opendocument, TAKEN),
        case("bảng.ods", lambda: opendocument("spreadsheet"), TAKEN),
        case("chiếu.odp", lambda: opendocument("presentation"), TAKEN),
        case("cũ.doc", lambda: ole("WordDocument"), TAKEN),
        case("cũ.xls", lambda: ole("Workbook"), TAKEN),
        case("cũ.ppt", lambda: ole("PowerPoint Document"), TAKEN),
        case("đọc.txt", text, TAKEN),
        case("số.csv", lambda: "Năm;Số\n2007;35".encode(), TAKEN),
        case("utf16.txt", lambda: "Công văn".encode("utf-16"), TAKEN),
        case("tcvn3.txt", lambda: b"C\xab ng v\xa8n", TAKEN),
        case("gói.zip", lambda: zipped({"a.pdf": b"%PDF-1.4", "b/c.docx": b"PK\x03\x04"}), TAKEN),
        case("ảnh.jpg", picture, TAKEN),
        case("ảnh.png", lambda: picture("PNG"), TAKEN),
        case("bản tin.mp3", mp3, TAKEN),
        case("có bảng.docx", lambda: docx(word__embeddings__Sheet1=xlsx()), TAKEN),
        case("danh sách.odt", lambda: opendocument(**{"Basic__script-lc.xml": "x"}), TAKEN),
        # Names: what is stored is named by its content, so only the ending counts.
        case("a.exe.pdf", pdf, TAKEN, "program in the middle of its name"),
        case("a.php.jpg", picture, TAKEN, "script in the middle of its name"),
        case("../../../etc/passwd.pdf", pdf, TAKEN, "a way up"),
        case("..\\..\\a.pdf", pdf, TAKEN, "a way up, in the manner of Windows"),
        case("\u202efdp.pdf", pdf, TAKEN, "turned around"),
        case("a\r\nSet-Cookie: x.pdf", pdf, TAKEN, "a header"),
        case('a"; filename="b.exe.pdf', pdf, TAKEN, "a parameter"),
        case("<img src=x onerror=alert(1)>.pdf", pdf, TAKEN, "a tag"),
        case("a" * 300 + ".pdf", pdf, TAKEN, "three hundred letters"),
        case(".pdf", pdf, "extension", "nothing but an ending"),
        case("a.pdf.exe", pdf, "extension"),
        case("a.pdf.", pdf, "extension"),
        case("a.pdf ", pdf, "extension"),
        case("a.pdf::$DATA", pdf, "extension"),
        case("a.pdf\0.exe", pdf, "extension"),
        case("cv\u202efdp.exe", program, "extension", "turned around"),
        case("a.exe\u200b", program, "extension"),
        case("a", pdf, "extension"),
        *(
            case(f"a.{ending}", text, "extension")
            for ending in (
                *("html", "htm", "xhtml", "svg", "svgz", "xml", "xsl", "js", "mjs", "css", "swf"),
                *("php", "phtml", "jsp", "aspx", "shtml", "htaccess", "exe", "scr", "hta", "lnk"),
                *("docm", "xlsm", "pptm", "xlam", "rtf", "mht", "eml", "iso", "rar", "7z", "tar"),
                *("gif", "webp", "bmp", "tiff", "heic", "mp4", "wav", "flac"),
            )
        ),
        # Contents that are none of what the name says.
        case("a.pdf", lambda: HTML, "content"),
        case("a.txt", lambda: HTML, "content"),
        case("a.csv", lambda: b"\xef\xbb\xbf\n " + HTML, "content", "after a mark and a line"),
        case("a.txt", svg, "content"),
        case("a.txt", lambda: b"<?xml version='1.0'?>" + svg(), "content"),
        case("a.jpg", svg, "content"),
        case("a.pdf", program, "content"),
        case("a.doc", program, "content"),
        case("a.txt", program, "content"),
        case("a.pdf", lambda: b"#!/bin/sh\nrm -rf /", "content"),
        case("a.docx", pdf, "content"),
        case("a.docx", xlsx, "content"),
        case("a.xlsx", lambda: zipped({"a.txt": b"x"}), "content"),
        case("a.docx", lambda: b"{\\rtf1}", "content"),
        case("a.doc", lambda: b"{\\rtf1}", "content"),
        case("a.mp3", lambda: HTML, "content"),
        case("a.m4a", lambda: b"\0\0\0\x18ftypmp42" + b"\0" * 90, "content", "a film"),
        case("a.ogg", lambda: b"OggS" + b"\0" * 90, "content"),
        case("a.txt", lambda: b"\0\1\2\3", "content"),
        case("a.pdf", bytes, "empty"),
        case("a.zip", lambda: b"PK\x03\x04", "content"),
        case("a.pdf", lambda: b"%PDF-1.7\n" + HTML, TAKEN, "and a page, saved by readers"),
        case("a.pdf", lambda: pdf(zipped({"a.js": b"x"})), TAKEN, "and an archive"),
        case("a.jpg", lambda: picture() + HTML, TAKEN, "and a web page"),
        # Macros and programs.
        case("a.docx", lambda: docx(**{"word/vbaProject.bin": "x"}),
             "content", "macros"),
        case("a.xlsx", lambda: xlsx(**{"xl/VBAPROJECT.BIN": "x"}), "content", "macros"),
        case("a.docx", lambda: docx(**{"word/embeddings/a.exe": b"MZ"}), "content", "a program"),
        case("a.odt", lambda: opendocument(**{"Basic__Standard__M.xml": "x"}), "content", "macros"),
        case("a.ods", lambda: opendocument("spreadsheet", Scripts__python__a_py="x"), "content",
             "macros"),
        case("a.doc", lambda: ole("WordDocument", "Macros", "_VBA_PROJECT"), "content", "macros"),
        case("a.xls", lambda: ole("Workbook", "_VBA_PROJECT_CUR"), "content", "macros"),
        case("a.zip", lambda: zipped({"a.exe": program()}), "content"),
        case("a.zip", lambda: zipped({"a.pdf": program()}), "content", "a program by another name"),
        case("a.zip", lambda: zipped({"a.zip": zipped({})}), "content", "an archive in it"),
        case("a.zip", lambda: zipped({"a.docm": b"PK"}), "content"),
        case("a.zip", lambda: zipped({"a.url": b"[InternetShortcut]"}), "content"),
        case("a.zip", locked, "content", "with a password"),
        case("a.zip", lambda: zipped({f"{n}": b"" for n in range(2001)}), "content", "a crowd"),
        case("a.zip", bomb, "content", "two gigabytes of nothing"),
        case("a.zip", zipped_link, "content", "a link"),
        *(case("a.zip", lambda slip=slip: zipped({slip: b"x"}), "content", slip) for slip in slips),
    ]  # fmt: skip


def _pictures() -> list[Sent]:
    def case(name: str, make: Callable[[], bytes], outcome: str, about: str = "") -> Sent:
        return Sent(PICTURE, name, make, outcome, about)

    return [
        case("ảnh.jpg", picture, CLEANED),
        case("ảnh.png", lambda: picture("PNG"), CLEANED),
        case("ảnh.webp", lambda: picture("WEBP"), CLEANED),
        case("ảnh.gif", lambda: picture("GIF"), CLEANED),
        case("ảnh.jpg", photographed, CLEANED, "with its place"),
        case("ảnh.png", png_with_text, CLEANED, "with texts in it"),
        case("ảnh.jpg", lambda: picture() + HTML, CLEANED, "and a web page"),
        case("ảnh.jpg", lambda: picture() + zipped({"a": HIDDEN}), CLEANED, "and an archive"),
        case("ảnh.png", lambda: picture("PNG") + b"<?php " + HIDDEN, CLEANED, "and a script"),
        case("ảnh.gif", lambda: picture("GIF") + b"/*" + HIDDEN + b"*/", CLEANED, "and a script"),
        case("ảnh.jpg", lambda: picture(comment=HTML), CLEANED, "with a page as its comment"),
        case("ảnh.jpg", lambda: picture(icc_profile=HIDDEN * 40), CLEANED, "with a false profile"),
        case("ảnh.png", swollen_text_chunk, "damaged", "with fifty megabytes of text"),
        case("ảnh.svg", svg, "extension"),
        case("ảnh.jpg", svg, "content"),
        case("ảnh.jpg", lambda: HTML, "content"),
        case("ảnh.jpg", lambda: picture("PNG"), "content"),
        case("ảnh.png", lambda: b"MZ\x90\0", "content"),
        case("ảnh.jpg", bytes, "empty"),
        case("ảnh.jpg", lambda: picture(size=(640, 480))[:900], "damaged", "cut off"),
        case("ảnh.jpg", lambda: b"\xff\xd8\xff" + b"\0" * 900, "damaged"),
        case("ảnh.png", lambda: png(60_000, 60_000), "pixels", "of 3.6 thousand million pixels"),
        case("ảnh.png", lambda: png(9_000, 9_000, pixels=b"\0" * 99), "pixels"),
        case("ảnh.png", lambda: png(64, 64), "damaged", "without pixels"),
        case("ảnh.png", lambda: png(64, 64, pixels=b"\0" * 10_000_000), CLEANED, "too many bytes"),
        case("ảnh.gif", lambda: b"GIF89a\xff\xff\xff\xff" + b"\0" * 99, "damaged"),
        case("ảnh.webp", lambda: b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 99, "damaged"),
        case("ảnh.jpg.exe", picture, "extension"),
        case("ảnh.bmp", lambda: b"BM" + b"\0" * 99, "extension"),
    ]


def _sheets() -> list[Sent]:
    sheet = "xl__worksheets__sheet1.xml"
    rows = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    entities = '<!DOCTYPE a [<!ENTITY b "' + "c" * 99 + '">]>' + rows

    def case(make: Callable[[], bytes], outcome: str, about: str = "") -> Sent:
        return Sent(SHEET, "bảng.xlsx", make, outcome, about)

    refused = "refused"
    return [
        case(xlsx, TAKEN),
        case(lambda: "Tiêu đề\nMật độ".encode(), TAKEN, "of text"),
        case(lambda: "Tiêu đề\n=cmd|'/c calc'!A1".encode(), TAKEN, "a formula, as words"),
        case(lambda: xlsx(**{sheet: rows + "<row r='1'>" + "<c/>" * 3_000_000}), refused, "cells"),
        case(lambda: xlsx(**{sheet: entities}), refused, "entities"),
        case(lambda: xlsx(**{sheet: " " * 32_000_000}), refused, "spaces"),
        case(lambda: xlsx(**{"xl__sharedStrings.xml": "<sst>" + "<si/>" * 2_000_000}), refused,
             "strings"),
        case(docx, refused, "a Word file"),
        case(pdf, refused, "a PDF"),
        case(lambda: HTML, refused, "a web page"),
        case(lambda: b"Ti\0u", refused, "zeros"),
        case(bomb, refused, "a bomb"),
        case(lambda: b"x" * 6_000_000, refused, "six megabytes"),
        case(bytes, refused, "empty"),
    ]  # fmt: skip


def _word_files() -> list[Sent]:
    text = "word__document.xml"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def case(name: str, make: Callable[[], bytes], outcome: str, about: str = "") -> Sent:
        return Sent(WORD, name, make, outcome, about)

    return [
        case("văn bản.docx", docx, TAKEN),
        case("văn bản.doc", lambda: ole("WordDocument"), "old"),
        case("văn bản.odt", opendocument, "extension"),
        case("văn bản.docx", pdf, "content"),
        case("văn bản.docx", lambda: docx(**{"word/vbaProject.bin": "x"}), "content", "macros"),
        case("văn bản.docx", lambda: docx(**{text: "<w:p>" * 5000}), "damaged", "never closed"),
        case("văn bản.docx", lambda: docx(**{text: f"<a {space}>" + "<w:p>" * 5000}), "elements",
             "deep"),
        case("văn bản.docx", lambda: docx(**{text: f"<a {space}>" + "<w:p/>" * 200_000 + "</a>"}),
             "elements", "long"),
        case("văn bản.docx", lambda: docx(**{text: "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
             "damaged", "entities"),
        case("văn bản.docx", lambda: docx(**{text: " " * 30_000_000}), "unpacked"),
        case("văn bản.docx", lambda: docx(word__a="x")[:900], "content", "cut off"),
    ]  # fmt: skip


def manifest() -> list[Sent]:
    return [*_attached(), *_pictures(), *_sheets(), *_word_files()]


# --- sending -------------------------------------------------------------------------------------


def outcome_of(sent: Sent, content: bytes | None = None) -> str:
    """Send a file where it goes; return TAKEN, CLEANED, or the code of what it is refused for."""
    from django.core.exceptions import ValidationError

    try:
        return _DOORS[sent.door](sent.name, sent.make() if content is None else content)
    except ValidationError as error:
        code = error.error_list[0].code
        return str(code or "refused") if sent.door != SHEET else "refused"


def _to_attachments(name: str, content: bytes) -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from portal.kit.files.documents import check_document

    check_document(SimpleUploadedFile(name, content))
    return TAKEN


def _to_pictures(name: str, content: bytes) -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from portal.media.pictures.apart import make_apart
    from portal.media.pictures.intake import _checked_content

    made = make_apart(_checked_content(SimpleUploadedFile(name, content)))
    return (
        TAKEN
        if any(HIDDEN in file.content or b"Exif" in file.content for file in made)
        else CLEANED
    )


def _to_sheets(_name: str, content: bytes) -> str:
    from portal.exchange.sheets.reading import read_table

    read_table(content, known=["Tiêu đề"], max_rows=100)
    return TAKEN


def _to_word_files(name: str, content: bytes) -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from portal.media.wordfiles.reading import convert

    convert(SimpleUploadedFile(name, content), by=None)
    return TAKEN


_DOORS: dict[str, Callable[[str, bytes], str]] = {
    ATTACHMENT: _to_attachments,
    PICTURE: _to_pictures,
    SHEET: _to_sheets,
    WORD: _to_word_files,
}


def main() -> None:
    """Write a line of JSON for each file: name, seconds of CPU, megabytes at most so far."""
    import django

    django.setup()
    for sent in manifest():
        content = sent.make()
        began = _spent()
        outcome_of(sent, content)
        took = _spent() - began
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        most = max(peak_memory(), children)
        sys.stdout.write(json.dumps([str(sent), round(took, 2), most]) + "\n")


_WHOSE: Final = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _spent() -> float:
    """Return the CPU's seconds of this process and its children: other work does not count."""
    found = [resource.getrusage(whose) for whose in _WHOSE]
    return sum(used.ru_utime + used.ru_stime for used in found)


if __name__ == "__main__":
    main()
