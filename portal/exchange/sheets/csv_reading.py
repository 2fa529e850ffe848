"""Reads the lines of a CSV file, whatever its letters are written in and divide its columns."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.exchange.sheets.rows import HEADINGS_WITHIN, MAX_FILE_SIZE, SheetRow, folded

_SEPARATORS: Final = (",", ";", "\t")


def may_be_utf16(content: bytes) -> bool:
    """Return whether a text without a mark at its start may have two bytes for each letter."""
    half = content[:2000]
    return half.count(0) * 4 > len(half) and len(content) % 2 == 0


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text, and how its letters were read where that had to be guessed."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _in("utf-16", content), ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if may_be_utf16(content):
            return _in("utf-16-le", content), "UTF-16"
        # Excel's older “CSV”, on a machine set to Vietnamese.
        return _in("cp1258", content), "Windows-1258"
    if "\x00" in text:
        if may_be_utf16(content):
            return _in("utf-16-le", content), "UTF-16"
        raise ValidationError(_("This is no text file. Save the table as CSV (UTF-8)."))
    return text, ""


def _in(encoding: str, content: bytes) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("The letters of the file cannot be read. Save the table as CSV (UTF-8).")
        ) from error


def csv_lines(text: str, known: set[str]) -> Iterator[SheetRow]:
    """Yield the lines of a text; ValidationError where one cannot be read."""
    separator = _separator(text, known)
    if text[:5].lower().startswith("sep="):
        text = text.partition("\n")[2]
    # Python's own bound is shorter than a long article.
    csv.field_size_limit(MAX_FILE_SIZE)
    number = 0
    try:
        for number, values in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
        ):
            yield SheetRow(number, tuple(values))
    except csv.Error as error:
        raise ValidationError(
            _(
                "Row %(row)d cannot be read: a quotation mark is open or stands alone. "
                "Save the table as Excel (.xlsx) and send that."
            )
            % {"row": number + 1}
        ) from error


def _separator(text: str, known: set[str]) -> str:
    """Return the sign between columns: the one that divides a line into most known headings.

    Where none does, the one that the first lines have most of.
    """
    if text[:4].lower() == "sep=" and text[4:5] in _SEPARATORS:
        return text[4]
    lines = text.splitlines()[:HEADINGS_WITHIN]
    outside = "".join("\n".join(lines).split('"')[::2])

    def headings(sign: str) -> int:
        cells = ([folded(cell.strip(' "')) for cell in line.split(sign)] for line in lines)
        return max((sum(cell in known for cell in line) for line in cells), default=0)

    return max(_SEPARATORS, key=lambda sign: (headings(sign), outside.count(sign)))
