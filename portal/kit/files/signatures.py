"""What a file is, told from its first bytes (by puremagic) and not from its name."""

from typing import BinaryIO

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.kit.files.archives import (
    DAMAGED,
    PROGRAM_STARTS,
    BoundedArchive,
    danger_in,
    is_list_too_long,
    is_packed_unusually,
    program_in,
)
from portal.kit.files.films import is_webm
from portal.kit.files.sounds import is_mp3_frame, is_mp4_sound, is_ogg_sound

_HEAD = 4096
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Parts of an office document; the largest presentations have some hundreds.
_MAX_PARTS = 5000

# Kinds by the content types of puremagic, where these end in another word.
_KINDS = {
    "application/java": "program",
    "application/vnd.microsoft.portable-executable": "program",
    "application/vnd.rar": "rar",
    "application/x-7z-compressed": "7z",
    "application/x-gzip": "gzip",
    "application/x-rar-compressed": "rar",
    "image/avif": "heic",
    "image/heif": "heic",
    "image/svg+xml": "svg",
    "image/x-ms-bmp": "bmp",
}
_OOXML_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
# Streams that tell the old office formats apart, as their directory writes them.
_OLE_STREAMS = {
    "WordDocument".encode("utf-16-le"): "doc",
    "Workbook".encode("utf-16-le"): "xls",
    "PowerPoint Document".encode("utf-16-le"): "ppt",
}
# The stream that all macros of old office files come with, as their directory writes it.
_OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")

NAMES: dict[str, str | Promise] = {
    "jpeg": _("a JPEG picture"),
    "png": _("a PNG picture"),
    "gif": _("a GIF picture"),
    "webp": _("a WebP picture"),
    "svg": _("an SVG drawing"),
    "bmp": _("a BMP picture"),
    "tiff": _("a TIFF picture"),
    "heic": _("a HEIC picture"),
    "pdf": _("a PDF"),
    "doc": _("a Word document"),
    "docx": _("a Word document"),
    "xls": _("an Excel workbook"),
    "xlsx": _("an Excel workbook"),
    "ppt": _("a PowerPoint presentation"),
    "pptx": _("a PowerPoint presentation"),
    "odt": _("an OpenDocument text"),
    "ods": _("an OpenDocument spreadsheet"),
    "odp": _("an OpenDocument presentation"),
    "ole": _("an old office file of unknown kind"),
    "macro": _("an office file with macros"),
    "rtf": _("an RTF document"),
    "mp3": _("an MP3 recording"),
    "ogg": _("an Ogg recording"),
    "m4a": _("an MPEG-4 recording"),
    "mp4": _("an MPEG-4 film"),
    "webm": _("a WebM film"),
    "mkv": _("a Matroska film"),
    "zip": _("a ZIP archive"),
    "zip-program": _("a ZIP archive with a program in it"),
    "zip-locked": _("a ZIP archive with a password"),
    "zip-packed": _("a ZIP archive that is packed in a way that few programs unpack"),
    "zip-nested": _("a ZIP archive with another archive in it"),
    "zip-slip": _("a ZIP archive whose files would be unpacked into other folders"),
    "zip-bomb": _("a ZIP archive that unpacks to more than a computer should be asked for"),
    "zip-crowded": _("a ZIP archive with too many files"),
    "rar": _("a RAR archive"),
    "7z": _("a 7z archive"),
    "gzip": _("a gzip archive"),
    "program": _("a program"),
    "html": _("a web page"),
    "text": _("plain text"),
    "empty": _("nothing"),
    "unknown": _("something unknown"),
}


def described(kind: str) -> str:
    """Return what to call a kind of file in a message to a person."""
    return str(NAMES.get(kind, NAMES["unknown"]))


def kind_of(file: BinaryIO) -> str:
    """Return the kind of a file by its content: a key of NAMES.

    The file is read from its beginning.
    """
    file.seek(0)
    head = file.read(_HEAD)
    kind = _by_start(head)
    if kind == "zip":
        kind = _inside_zip(file)
    elif kind == "ole":
        kind = _inside_ole(file)
    elif kind == "mp4":
        kind = "m4a" if is_mp4_sound(file) else "mp4"
    file.seek(0)
    return kind


def _by_start(head: bytes) -> str:
    if not head:
        return "empty"
    if head.startswith(PROGRAM_STARTS):
        return "program"
    if head.startswith(_ZIP_STARTS):
        return "zip"
    if head.startswith(_OLE_START):
        return "ole"
    kind = _known_kind(head)
    # Brands of MPEG-4 are without number.
    if head[4:8] == b"ftyp" and kind != "heic":
        return "heic" if head[8:12] == b"mif1" else "mp4"
    if kind == "webm":
        return "webm" if is_webm(head) else "mkv"
    if kind == "ogg":
        return "ogg" if is_ogg_sound(head) else "unknown"
    if head.startswith(b"ID3") or is_mp3_frame(head):
        return "mp3"
    return kind or _text_kind(head)


def _known_kind(head: bytes) -> str:
    """Return what puremagic says, by its beginning alone: any file can end as another kind does."""
    for match in puremagic.magic_string(head):
        kind: str = _KINDS.get(match.mime_type, match.mime_type.rpartition("/")[2])
        sign = match.byte_match
        if kind in NAMES and (head.startswith(sign) or head.startswith(b"ftyp" + sign[4:], 4)):
            return kind
    return ""


def _text_kind(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<head", b"<body")):
        return "html"
    if b"<svg" in start:
        return "svg"
    return "text" if is_text(head) else "unknown"


def is_text(data: bytes) -> bool:
    """Return whether bytes are text in UTF-8, UTF-16 or an older eight-bit code."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or (13 < byte < 32 and byte != 27) for byte in data)


def _inside_zip(file: BinaryIO) -> str:
    """Return what a ZIP archive holds: an office document, or just files."""
    if is_list_too_long(file):
        return "zip-crowded"
    try:
        with BoundedArchive(file) as archive:
            if is_packed_unusually(archive):
                return "zip-packed"
            members = archive.namelist()
            if len(members) > _MAX_PARTS:
                return "zip-crowded"
            if "[Content_Types].xml" in members:
                return _office_kind(members)
            if "mimetype" in members and archive.getinfo("mimetype").file_size < 200:
                kind = _OPEN_DOCUMENT.get(archive.read("mimetype").strip(), "zip")
                danger = danger_in(archive) if kind == "zip" else program_in(members)
                return danger or kind
            return danger_in(archive) or "zip"
    except DAMAGED:
        return "unknown"


def _office_kind(members: list[str]) -> str:
    if danger := program_in(members):
        return danger
    for folder, kind in _OOXML_FOLDERS.items():
        if any(member.startswith(folder) for member in members):
            return kind
    return "unknown"


def _inside_ole(file: BinaryIO) -> str:
    """Return what an old office file holds; its macros may stand behind its text."""
    file.seek(0)
    tail, found = b"", "ole"
    while block := file.read(1 << 16):
        window = tail + block
        if _OLE_MACROS in window:
            return "macro"
        if found == "ole":
            found = next((kind for name, kind in _OLE_STREAMS.items() if name in window), found)
        tail = window[-64:]
    return found
