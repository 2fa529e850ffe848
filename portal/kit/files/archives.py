"""What is dangerous in a ZIP archive that people attach: programs, and what hides them."""

import zipfile
from pathlib import PurePosixPath
from typing import Final

MAX_MEMBERS: Final = 2000
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


def danger_in(archive: zipfile.ZipFile) -> str:
    """Return the kind of danger in an archive, a key of `signatures.NAMES`; "" where none is."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_MEMBERS:
        return "zip-crowded"
    return next(filter(None, (_danger_of(archive, member) for member in members)), "")


def _danger_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    # Systems leave dots and spaces at the end of a name away: “a.exe. ” is a program.
    extension = PurePosixPath(member.filename.rstrip(". ")).suffix.lower().lstrip(".")
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
