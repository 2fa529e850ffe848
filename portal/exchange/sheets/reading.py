"""Tables that people send, read into rows that know their number; hostile files are refused.

Raises ValidationError with what is wrong with the file and what to do about it.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.exchange.sheets.csv_reading import csv_lines, decoded, may_be_utf16
from portal.exchange.sheets.rows import (
    HEADINGS_WITHIN,
    MAX_FILE_SIZE,
    Sheet,
    SheetRow,
    bounded,
    folded,
)
from portal.exchange.sheets.xlsx_reading import xlsx_sheets
from portal.kit.files.documents import sizes_in_words
from portal.kit.files.signatures import described, kind_of
from portal.kit.text.normalize import nfc


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a sheet and the rows below them that hold anything."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    sheet: str = ""
    # How the letters of a text file were read, where that is a guess.
    encoding: str = ""


def read_table(content: bytes, *, known: Iterable[str], max_rows: int) -> Table:
    """Return the table of a CSV or XLSX file: of several sheets the one with `known` headings."""
    if len(content) > MAX_FILE_SIZE:
        sizes = sizes_in_words(len(content), MAX_FILE_SIZE)
        raise ValidationError(_("The file has %(size)s; the limit is %(largest)s.") % sizes)
    kind = kind_of(io.BytesIO(content))
    encoding = ""
    if kind == "xlsx":
        sheets = xlsx_sheets(content, max_rows)
    elif kind == "text" or (kind == "unknown" and may_be_utf16(content)):
        text, encoding = decoded(content)
        lines = csv_lines(nfc(text), {folded(name) for name in known})
        sheets = [Sheet("", list(bounded(lines, max_rows)))]
    else:
        raise ValidationError(
            _(
                "The file holds %(found)s. Save the table as Excel (.xlsx, without a password) "
                "or CSV (UTF-8) and send that."
            )
            % {"found": described(kind)}
        )
    return _table(sheets, {folded(name) for name in known}, encoding)


def _table(sheets: list[Sheet], known: set[str], encoding: str) -> Table:
    filled = [sheet for sheet in sheets if sheet.lines]
    if not filled:
        raise ValidationError(_("The sheet is empty: there are no headings and no rows."))
    best = max(filled, key=lambda sheet: _fit(sheet.lines[_heading_line(sheet, known)], known))
    place = _heading_line(best, known)
    headings = [str(value or "").strip() for value in best.lines[place].values]
    while headings and not headings[-1]:
        headings.pop()
    # What has no known heading is another table, and is refused as one.
    is_ours = _fit(best.lines[place], known) > 0
    rows = tuple(_below(headings, row, refuses_more=is_ours) for row in best.lines[place + 1 :])
    _refuse_repeated_headings(headings)
    if not rows:
        raise ValidationError(_("The sheet has headings and no rows below them."))
    return Table(tuple(headings), rows, best.name, encoding)


def _below(headings: list[str], row: SheetRow, *, refuses_more: bool) -> SheetRow:
    """Return the row with a value for each heading; ValidationError for one that has none.

    35,5 without quotation marks is two cells of a CSV, and the second must not be lost.
    """
    width = len(headings)
    cells = zip(headings + [""] * len(row.values), row.values, strict=False)
    beyond = [str(value or "").strip() for heading, value in cells if not heading]
    if refuses_more and any(beyond):
        raise ValidationError(
            _(
                "Row %(row)d has more cells than there are headings. Put a text or figure that "
                "holds a comma into quotation marks, or write the heading that is missing."
            )
            % {"row": row.number}
        )
    return SheetRow(row.number, (row.values + (None,) * width)[:width])


def _fit(line: SheetRow, known: set[str]) -> int:
    return sum(1 for value in line.values if folded(value) in known)


def _heading_line(sheet: Sheet, known: set[str]) -> int:
    """Return the place of the line with most known headings; the first where none has any."""
    first = sheet.lines[:HEADINGS_WITHIN]
    return max(range(len(first)), key=lambda place: (_fit(first[place], known), -place))


def _refuse_repeated_headings(headings: list[str]) -> None:
    seen: set[str] = set()
    for heading in headings:
        if heading and folded(heading) in seen:
            raise ValidationError(
                _("The column “%(name)s” is there twice; take one away.") % {"name": heading}
            )
        seen.add(folded(heading))
