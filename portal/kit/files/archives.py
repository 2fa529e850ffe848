"""What is dangerous in a ZIP archive that people attach: programs, and what hides them."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, Final, cast

# What reading an archive raises where somebody has damaged it.
DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip
MAX_MEMBERS: Final = 2000
# Files that an archive may list at all, those in archives within it counted; and how a line of
# such a list begins.
_MAX_LISTED: Final = 50_000
_LISTED: Final = b"PK\x01\x02"
_BLOCK: Final = 1 << 20
# What an archive says that it unpacks to; nobody attaches more than a few scanned books.
MAX_UNPACKED: Final = 1024 * 1024 * 1024
PROGRAM_STARTS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
# What a double click runs, on any system; office files with macros are among it.
_PROGRAMS: Final = frozenset({
    "apk", "app", "application", "appref-ms", "bat", "chm", "class", "cmd", "com", "command",
    "cpl", "deb", "desktop", "dll", "dmg", "docm", "dotm", "exe", "gadget", "hta", "inf",
    "ins", "jar", "jnlp", "js", "jse", "lnk", "mjs", "msc", "msi", "msp", "mst", "pif", "pkg",
    "potm", "ppam", "pptm", "ps1", "psc1", "reg", "rpm", "scf", "scr", "sct",
    "settingcontent-ms", "sh", "shb", "sys", "url", "vb", "vba", "vbe", "vbs", "ws", "wsc",
    "wsf", "wsh", "xlam", "xll", "xlsm", "xltm",
})  # fmt: skip
_ARCHIVES: Final = frozenset({
    "7z", "bz2", "cab", "gz", "img", "iso", "rar", "tar", "tgz", "vhd", "vhdx", "xz", "z",
    "zip", "zst",
})  # fmt: skip
_ARCHIVE_STARTS: Final = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_OFFICE: Final = frozenset(["docx", "xlsx", "pptx", "odt", "ods", "odp"])
_HEAD: Final = 8
# Parts of OpenDocument that hold macros; lists of libraries alone are none.
_SCRIPTS: Final = ("basic/", "scripts/")
_LISTS: Final = ("/script-lb.xml", "/script-lc.xml", "/dialog-lb.xml", "/dialog-lc.xml")


# What any system unpacks, and office files are packed by. LZMA asks for as much memory as the
# file says, up to four gigabytes, before it gives the first byte.
_USUAL: Final = frozenset([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])


class BoundedArchive(zipfile.ZipFile):
    """An archive whose parts unpack no more than they say, also where all of one is read at once.

    The standard library unpacks up to two gigabytes before it cuts them to what the part says.
    """

    def open(self, name: str | zipfile.ZipInfo, *args: Any, **options: Any) -> IO[bytes]:
        """Open a part for reading, in pieces or at once."""
        info = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        part = _BoundedPart(super().open(name, *args, **options), info.file_size)
        return cast(IO[bytes], part)


class _BoundedPart(io.BufferedIOBase):
    def __init__(self, part: IO[bytes], size: int) -> None:
        self._part, self._size = part, size

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._part.read(self._size if size is None or size < 0 else size)

    def close(self) -> None:
        self._part.close()
        super().close()


def is_list_too_long(file: BinaryIO) -> bool:
    """Return whether an archive lists so many files that to read the list takes memory."""
    file.seek(0)
    listed, tail = 0, b""
    while listed <= _MAX_LISTED and (block := file.read(_BLOCK)):
        listed += (tail + block).count(_LISTED)
        tail = block[1 - len(_LISTED) :]
    return listed > _MAX_LISTED


def is_packed_unusually(archive: zipfile.ZipFile) -> bool:
    """Return whether a part is packed by what may take any memory to look into."""
    return any(member.compress_type not in _USUAL for member in archive.infolist())


def danger_in(archive: zipfile.ZipFile) -> str:
    """Return the kind of danger in an archive, a key of `signatures.NAMES`; "" where none is."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_MEMBERS:
        return "zip-crowded"
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        return "zip-bomb"
    return next(filter(None, (_danger_of(archive, member) for member in members)), "")


def _danger_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    if _leads_elsewhere(member):
        return "zip-slip"
    extension = _extension(member.filename)
    if extension in _PROGRAMS:
        return "zip-program"
    if extension in _ARCHIVES:
        return "zip-nested"
    # Its content cannot be looked at.
    if member.flag_bits & 1:
        return "zip-locked"
    with archive.open(member) as file:
        head = file.read(_HEAD)
    if head.startswith(PROGRAM_STARTS):
        return "zip-program"
    if head.startswith(_ARCHIVE_STARTS) and extension not in _OFFICE:
        return "zip-nested"
    return ""


def program_in(members: Iterable[str]) -> str:
    """Return the kind of danger in the parts of an office document, by their names alone.

    What office programs embed themselves has endings of its own.
    """
    for member in members:
        name = member.lower()
        if name.endswith("vbaproject.bin"):
            return "macro"
        if name.startswith(_SCRIPTS) and not name.endswith(("/", *_LISTS)):
            return "macro"
        if _extension(name) in _PROGRAMS:
            return "zip-program"
    return ""


def _leads_elsewhere(member: zipfile.ZipInfo) -> bool:
    """Return whether it would be unpacked outside its folder, or leads there as a link."""
    name = member.filename.replace("\\", "/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    is_absolute = name.startswith("/") or name[1:2] == ":"
    return is_link or is_absolute or ".." in name.split("/")


def _extension(name: str) -> str:
    # Systems leave dots and spaces at the end of a name away: “a.exe. ” is a program.
    return PurePosixPath(name.rstrip(". ")).suffix.lower().lstrip(".")
