"""Files that people send, good and hostile, and what becomes of each: the manifest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.portal.kit.files import films
from tests.security.contents import (
    HIDDEN,
    HTML,
    OFFICE,
    bomb,
    docx,
    empty_parts,
    locked,
    mp3,
    ole,
    opendocument,
    packed_by_lzma,
    pdf,
    photographed,
    picture,
    png,
    png_with_text,
    program,
    svg,
    swollen_text_chunk,
    text,
    xlsx,
    zipped,
    zipped_link,
)

TAKEN: Final = "taken"
# Taken, and nothing of what was hidden in it is in what is stored.
CLEANED: Final = "cleaned"
ATTACHMENT, PICTURE, SHEET, WORD = "attachment", "picture", "sheet", "word"


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


def attached(name: str, make: Callable[[], bytes], outcome: str, about: str = "") -> Sent:
    """Return one that is attached to a page."""
    return Sent(ATTACHMENT, name, make, outcome, about)


def _good_attachments() -> list[Sent]:
    """Return good ones, of each kind that is taken."""
    return [
        attached("công văn.pdf", pdf, TAKEN),
        attached("CÔNG VĂN.PDF", pdf, TAKEN),
        attached("bảng kê.docx", docx, TAKEN),
        attached("số liệu.xlsx", xlsx, TAKEN),
        attached("trình chiếu.pptx", lambda: zipped({OFFICE: "x", "ppt/a.xml": "x"}), TAKEN),
        attached("văn bản.odt", opendocument, TAKEN),
        attached("bảng.ods", lambda: opendocument("spreadsheet"), TAKEN),
        attached("chiếu.odp", lambda: opendocument("presentation"), TAKEN),
        attached("cũ.doc", lambda: ole("WordDocument"), TAKEN),
        attached("cũ.xls", lambda: ole("Workbook"), TAKEN),
        attached("cũ.ppt", lambda: ole("PowerPoint Document"), TAKEN),
        attached("đọc.txt", text, TAKEN),
        attached("số.csv", lambda: "Năm;Số\n2007;35".encode(), TAKEN),
        attached("utf16.txt", lambda: "Công văn".encode("utf-16"), TAKEN),
        attached("tcvn3.txt", lambda: b"C\xab ng v\xa8n", TAKEN),
        attached(
            "gói.zip", lambda: zipped({"a.pdf": b"%PDF-1.4", "b/c.docx": b"PK\x03\x04"}), TAKEN
        ),
        attached("ảnh.jpg", picture, TAKEN),
        attached("ảnh.png", lambda: picture("PNG"), TAKEN),
        attached("ảnh.jpg", photographed, CLEANED, "with its place"),
        attached("ảnh.png", png_with_text, CLEANED, "with texts in it"),
        attached("a.jpg", lambda: picture() + HTML, CLEANED, "and a web page"),
        attached("ảnh.png", lambda: picture("PNG") + b"<?php " + HIDDEN, CLEANED, "and a script"),
        attached("ảnh.jpg", lambda: picture(progressive=True, comment=HIDDEN), CLEANED, "in steps"),
        attached("ảnh.jpg", lambda: picture()[:-40], "damaged", "cut off"),
        attached("ảnh.png", lambda: picture("PNG")[:-20], "damaged", "cut off"),
        attached("ảnh.jpg", lambda: b"\xff\xd8\xff" + b"\0" * 900, "damaged"),
        attached("bản tin.mp3", mp3, TAKEN),
        attached("có bảng.docx", lambda: docx(word__embeddings__Sheet1=xlsx()), TAKEN),
        attached("danh sách.odt", lambda: opendocument(**{"Basic__script-lc.xml": "x"}), TAKEN),
    ]


def _attachments_by_name() -> list[Sent]:
    """Return those whose names mislead: only the ending counts, for what is stored is renamed."""
    return [
        attached("a.exe.pdf", pdf, TAKEN, "program in the middle of its name"),
        attached("a.php.jpg", picture, TAKEN, "script in the middle of its name"),
        attached("../../../etc/passwd.pdf", pdf, TAKEN, "a way up"),
        attached("..\\..\\a.pdf", pdf, TAKEN, "a way up, in the manner of Windows"),
        attached("\u202efdp.pdf", pdf, TAKEN, "turned around"),
        attached("a\r\nSet-Cookie: x.pdf", pdf, TAKEN, "a header"),
        attached('a"; filename="b.exe.pdf', pdf, TAKEN, "a parameter"),
        attached("<img src=x onerror=alert(1)>.pdf", pdf, TAKEN, "a tag"),
        attached("a" * 300 + ".pdf", pdf, TAKEN, "three hundred letters"),
        attached(".pdf", pdf, "extension", "nothing but an ending"),
        attached("a.pdf.exe", pdf, "extension"),
        attached("a.pdf.", pdf, "extension"),
        attached("a.pdf ", pdf, "extension"),
        attached("a.pdf::$DATA", pdf, "extension"),
        attached("a.pdf\0.exe", pdf, "extension"),
        attached("cv\u202efdp.exe", program, "extension", "turned around"),
        attached("a.exe\u200b", program, "extension"),
        attached("a", pdf, "extension"),
        *(
            attached(f"a.{ending}", text, "extension")
            for ending in (
                *("html", "htm", "xhtml", "svg", "svgz", "xml", "xsl", "js", "mjs", "css", "swf"),
                *("php", "phtml", "jsp", "aspx", "shtml", "htaccess", "exe", "scr", "hta", "lnk"),
                *("docm", "xlsm", "pptm", "xlam", "rtf", "mht", "eml", "iso", "rar", "7z", "tar"),
                *("gif", "webp", "bmp", "tiff", "heic", "avi", "wav", "flac"),
            )
        ),
    ]


def _attachments_by_content() -> list[Sent]:
    """Return those whose contents are none of what the name says."""
    return [
        attached("a.pdf", lambda: HTML, "content"),
        attached("a.txt", lambda: HTML, "content"),
        attached("a.csv", lambda: b"\xef\xbb\xbf\n " + HTML, "content", "after a mark and a line"),
        attached("a.txt", svg, "content"),
        attached("a.txt", lambda: b"<?xml version='1.0'?>" + svg(), "content"),
        attached("a.jpg", svg, "content"),
        attached("a.pdf", program, "content"),
        attached("a.doc", program, "content"),
        attached("a.txt", program, "content"),
        attached("a.pdf", lambda: b"#!/bin/sh\nrm -rf /", "content"),
        attached("a.docx", pdf, "content"),
        attached("a.docx", xlsx, "content"),
        attached("a.xlsx", lambda: zipped({"a.txt": b"x"}), "content"),
        attached("a.docx", lambda: b"{\\rtf1}", "content"),
        attached("a.doc", lambda: b"{\\rtf1}", "content"),
        attached("a.mp3", lambda: HTML, "content"),
        attached("a.m4a", lambda: b"\0\0\0\x18ftypmp42" + b"\0" * 90, "content", "a film"),
        attached("a.ogg", lambda: b"OggS" + b"\0" * 90, "content"),
        attached("a.mp4", lambda: HTML, "content"),
        attached("a.mp4", lambda: films.mp4(codec=b"hvc1"), "codec"),
        attached("a.mp4", lambda: films.mp4()[:60], "film"),
        attached("a.webm", lambda: films.webm(kind=b"matroska"), "content"),
        attached("a.webm", lambda: films.webm() + HTML, TAKEN, "and a page, played by readers"),
        attached("a.txt", lambda: b"\0\1\2\3", "content"),
        attached("a.pdf", bytes, "empty"),
        attached("a.zip", lambda: b"PK\x03\x04", "content"),
        attached("a.pdf", lambda: b"%PDF-1.7\n" + HTML, TAKEN, "and a page, saved by readers"),
        attached("a.pdf", lambda: pdf(zipped({"a.js": b"x"})), TAKEN, "and an archive"),
    ]


def _attachments_with_programs() -> list[Sent]:
    """Return those with macros and programs in them."""
    slips = ["../../etc/cron.d/a.txt", "/etc/a.txt", "a/../../a.txt", "C:\\Windows\\a.txt"]
    return [
        attached("a.docx", lambda: docx(**{"word/vbaProject.bin": "x"}), "content", "macros"),
        attached("a.xlsx", lambda: xlsx(**{"xl/VBAPROJECT.BIN": "x"}), "content", "macros"),
        attached(
            "a.docx", lambda: docx(**{"word/embeddings/a.exe": b"MZ"}), "content", "a program"
        ),
        attached(
            "a.odt", lambda: opendocument(**{"Basic__Standard__M.xml": "x"}), "content", "macros"
        ),
        attached(
            "a.ods",
            lambda: opendocument("spreadsheet", Scripts__python__a_py="x"),
            "content",
            "macros",
        ),
        attached(
            "a.odt",
            lambda: opendocument(**empty_parts(), **{"Basic__Standard__M.xml": "x"}),
            "content",
            "macros behind a crowd",
        ),
        attached(
            "a.docx",
            lambda: docx(**empty_parts(), **{"word/vbaProject.bin": "x"}),
            "content",
            "macros behind a crowd",
        ),
        attached(
            "a.doc", lambda: ole("WordDocument", "Macros", "_VBA_PROJECT"), "content", "macros"
        ),
        attached("a.xls", lambda: ole("Workbook", "_VBA_PROJECT_CUR"), "content", "macros"),
        attached("a.zip", lambda: zipped({"a.exe": program()}), "content"),
        attached(
            "a.zip", lambda: zipped({"a.pdf": program()}), "content", "a program by another name"
        ),
        attached("a.zip", lambda: zipped({"a.zip": zipped({})}), "content", "an archive in it"),
        attached("a.zip", lambda: zipped({"a.docm": b"PK"}), "content"),
        attached("a.zip", lambda: zipped({"a.url": b"[InternetShortcut]"}), "content"),
        attached("a.zip", locked, "content", "with a password"),
        attached("a.zip", packed_by_lzma, "content", "that asks for four gigabytes"),
        attached(
            "a.odt",
            lambda: packed_by_lzma(["content.xml", "mimetype"]),
            "content",
            "that asks for four gigabytes",
        ),
        attached("a.docx", lambda: packed_by_lzma([OFFICE, "word/a.xml"]), "content", "of LZMA"),
        attached("a.zip", lambda: zipped({f"{n}": b"" for n in range(2001)}), "content", "a crowd"),
        attached("a.zip", bomb, "content", "two gigabytes of nothing"),
        attached("a.zip", zipped_link, "content", "a link"),
        *(
            attached("a.zip", lambda slip=slip: zipped({slip: b"x"}), "content", slip)
            for slip in slips
        ),
    ]


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
        case(
            lambda: xlsx(**{"xl__sharedStrings.xml": "<sst>" + "<si/>" * 2_000_000}),
            refused,
            "strings",
        ),
        case(docx, refused, "a Word file"),
        case(pdf, refused, "a PDF"),
        case(lambda: HTML, refused, "a web page"),
        case(lambda: b"Ti\0u", refused, "zeros"),
        case(bomb, refused, "a bomb"),
        case(lambda: b"x" * 6_000_000, refused, "six megabytes"),
        case(bytes, refused, "empty"),
    ]


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
        case(
            "văn bản.docx",
            lambda: docx(**{text: f"<a {space}>" + "<w:p>" * 5000}),
            "elements",
            "deep",
        ),
        case(
            "văn bản.docx",
            lambda: docx(**{text: f"<a {space}>" + "<w:p/>" * 200_000 + "</a>"}),
            "elements",
            "long",
        ),
        case(
            "văn bản.docx",
            lambda: docx(**{text: "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "damaged",
            "entities",
        ),
        case("văn bản.docx", lambda: docx(**{text: " " * 30_000_000}), "unpacked"),
        case("văn bản.docx", lambda: docx(word__a="x")[:900], "content", "cut off"),
    ]


def manifest() -> list[Sent]:
    return [
        *_good_attachments(),
        *_attachments_by_name(),
        *_attachments_by_content(),
        *_attachments_with_programs(),
        *_pictures(),
        *_sheets(),
        *_word_files(),
    ]
