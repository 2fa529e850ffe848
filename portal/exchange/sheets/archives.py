"""Bounds what reading an Excel file will take, before the library that reads it opens it.

A few kilobytes can unpack into gigabytes of cells. So each part is unpacked once in pieces, and
only counted: how long it is, how many marks it has, and how many of them stand in one row, which
the library holds in memory whole.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.files.archives import BoundedArchive
from portal.kit.files.documents import sizes_in_words

# What a sheet or the texts of the cells may have, and any other part that the library reads.
MAX_SHEET_SIZE: Final = 30 * 1024 * 1024
MAX_PART_SIZE: Final = 4 * 1024 * 1024
MAX_PARTS: Final = 1000
# Tags and attributes; a cell has some seven.
MAX_MARKS: Final = 2_000_000
# Of one row; formats that somebody gave to all columns of Excel are fewer.
MAX_MARKS_IN_ROW: Final = 120_000
_PIECE: Final = 1 << 20
_READ: Final = (".xml", ".rels")
_SHEETS: Final = re.compile(r"worksheets/|sharedstrings", re.IGNORECASE)
_UNIT: Final = re.compile(rb"<(?:[\w.-]+:)?(?:row|si)[\s/>]")
# A comment may hold what looks like a row, and a document type what unpacks once more.
_NEVER: Final = (b"<!--", b"<!DOCTYPE", b"<!ENTITY", b"<![CDATA[")


def check_workbook(content: bytes) -> None:
    """Raise ValidationError for an Excel file that would take too much to read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [part for part in archive.infolist() if _is_counted(part.filename)]
        if len(parts) > MAX_PARTS:
            raise too_much()
        marks = 0
        for part in parts:
            is_sheet = bool(_SHEETS.search(part.filename))
            _check_size(part.file_size, MAX_SHEET_SIZE if is_sheet else MAX_PART_SIZE)
            with archive.open(part) as file:
                marks = _count(file, marks)


class Uncounted(OSError):
    """A part that nobody has weighed; the library does without where it is a picture."""


class CountedArchive(BoundedArchive):
    """Opens no part that `check_workbook` has not counted, wherever the file leads the library."""

    def open(self, name: str | zipfile.ZipInfo, *args: Any, **options: Any) -> IO[bytes]:
        """Open a part as ever; raise Uncounted where nobody knows what it will take."""
        if not _is_counted(name.filename if isinstance(name, zipfile.ZipInfo) else name):
            raise Uncounted(str(name))
        return super().open(name, *args, **options)


def _is_counted(name: str) -> bool:
    return name.lower().endswith(_READ)


def _check_size(size: int, largest: int) -> None:
    """Raise ValidationError for a part that is too long; no more is ever read than it says."""
    if size > largest:
        sizes = sizes_in_words(size, largest)
        raise ValidationError(
            _("Unpacked, a part of the Excel file has %(size)s; the limit is %(largest)s.") % sizes
        )


def _count(file: IO[bytes], marks: int) -> int:
    """Return `marks` with those of a part added."""
    in_row = 0
    for piece in _complete_tags(file):
        if any(piece.find(word) >= 0 for word in _NEVER):
            raise too_much()
        start = 0
        for found in _UNIT.finditer(piece):
            in_row += _marks(piece, start, found.start())
            marks, start = marks + in_row, found.start()
            _check_marks(marks, in_row)
            in_row = 0
        in_row += _marks(piece, start, len(piece))
        _check_marks(marks + in_row, in_row)
    return marks + in_row


def _marks(piece: bytes, start: int, end: int) -> int:
    return piece.count(b"<", start, end) + piece.count(b"=", start, end)


def _check_marks(marks: int, in_row: int) -> None:
    if marks > MAX_MARKS or in_row > MAX_MARKS_IN_ROW:
        raise too_much()


def _complete_tags(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the part in pieces, none of which ends inside of a tag."""
    rest = b""
    while piece := file.read(_PIECE):
        piece = rest + piece
        cut = piece.rfind(b"<")
        if cut > 0:
            yield piece[:cut]
        rest = piece[max(cut, 0) :]
        if len(rest) > 4 * _PIECE:
            raise too_much()
    yield rest


def too_much() -> ValidationError:
    return ValidationError(
        _(
            "The Excel file has far more cells or formats than such a table. Copy the table alone "
            "into a new file and send that."
        )
    )
