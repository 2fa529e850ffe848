"""Tables that people send, read into rows that know their number; hostile files are refused.

Raises ValidationError with what is wrong with the file and what to do about it.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader

from portal.exchange.sheets.archives import CountedArchive, Uncounted, check_workbook, too_much
from portal.exchange.sheets.values import CellError
from portal.kit.files.documents import sizes_in_words
from portal.kit.files.signatures import described, kind_of
from portal.kit.text.normalize import nfc

MAX_FILE_SIZE: Final = 5 * 1024 * 1024
# A small archive can hold a huge sheet; what it says of itself is believed and no more is read.
MAX_UNPACKED_SIZE: Final = 60 * 1024 * 1024
MAX_COLUMNS: Final = 100
# Rows that somebody once formatted and left empty.
_MAX_EMPTY_ROWS: Final = 2_000
_MAX_SHEETS: Final = 20
# The headings stand in one of the first lines: a title may stand above them.
_HEADINGS_WITHIN: Final = 10
_SEPARATORS: Final = (",", ";", "\t")
# What a number format writes or leaves room for as it stands: a “%” in it multiplies nothing.
_LITERAL: Final = re.compile(r'"[^"]*"|[\\_*].')
# No cell holds more; what a file has beyond them is noise of binary fractions.
_EXCEL_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet, by the number that the spreadsheet program shows beside it."""

    number: int
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a sheet and the rows below them that hold anything."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    sheet: str = ""
    # How the letters of a text file were read, where that is a guess.
    encoding: str = ""


@dataclass(slots=True)
class _Sheet:
    name: str
    lines: list[SheetRow] = field(default_factory=list)


def read_table(content: bytes, *, known: Iterable[str], max_rows: int) -> Table:
    """Return the table of a CSV or XLSX file: of several sheets the one with `known` headings."""
    if len(content) > MAX_FILE_SIZE:
        said = sizes_in_words(len(content), MAX_FILE_SIZE)
        raise ValidationError(_("The file has %(size)s; the limit is %(largest)s.") % said)
    kind = kind_of(io.BytesIO(content))
    encoding = ""
    if kind == "xlsx":
        sheets = _xlsx_sheets(content, max_rows)
    elif kind == "text" or (kind == "unknown" and _may_be_utf16(content)):
        text, encoding = _decoded(content)
        lines = _csv_lines(nfc(text), {folded(name) for name in known})
        sheets = [_Sheet("", list(_bounded(lines, max_rows)))]
    else:
        raise ValidationError(
            _(
                "The file holds %(found)s. Save the table as Excel (.xlsx, without a password) "
                "or CSV (UTF-8) and send that."
            )
            % {"found": described(kind)}
        )
    return _table(sheets, {folded(name) for name in known}, encoding)


def folded(heading: object) -> str:
    """Return a heading in the form in which two are compared."""
    return " ".join(nfc(str(heading or "")).casefold().split()).rstrip(" *:")


def _table(sheets: list[_Sheet], known: set[str], encoding: str) -> Table:
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


def _heading_line(sheet: _Sheet, known: set[str]) -> int:
    """Return the place of the line with most known headings; the first where none has any."""
    first = sheet.lines[:_HEADINGS_WITHIN]
    return max(range(len(first)), key=lambda place: (_fit(first[place], known), -place))


def _refuse_repeated_headings(headings: list[str]) -> None:
    seen: set[str] = set()
    for heading in headings:
        if heading and folded(heading) in seen:
            raise ValidationError(
                _("The column “%(name)s” is there twice; take one away.") % {"name": heading}
            )
        seen.add(folded(heading))


def _bounded(lines: Iterable[SheetRow], max_rows: int) -> Iterator[SheetRow]:
    """Yield the lines that hold anything; ValidationError for more rows than may be."""
    found = 0
    empty = 0
    for line in lines:
        if len(line.values) > MAX_COLUMNS and any(
            value not in (None, "") for value in line.values[MAX_COLUMNS:]
        ):
            raise ValidationError(
                _("Row %(row)d has more than %(most)d columns.")
                % {"row": line.number, "most": MAX_COLUMNS}
            )
        if all(value in (None, "") for value in line.values):
            empty += 1
            if empty > _MAX_EMPTY_ROWS:
                return
            continue
        empty, found = 0, found + 1
        if found > max_rows + _HEADINGS_WITHIN:
            raise ValidationError(
                _("The table has more than %(most)d rows; send it in parts.") % {"most": max_rows}
            )
        yield SheetRow(line.number, line.values[:MAX_COLUMNS])


# --- Excel ------------------------------------------------------------------------------------


def _xlsx_sheets(content: bytes, max_rows: int) -> list[_Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MAX_UNPACKED_SIZE:
            said = sizes_in_words(unpacked, MAX_UNPACKED_SIZE)
            raise ValidationError(
                _("Unpacked, the Excel file has %(size)s; the limit is %(largest)s.") % said
            )
        check_workbook(content)
        return [
            _Sheet(sheet.title, list(_bounded(_xlsx_lines(sheet), max_rows)))
            for sheet in _opened(content).worksheets[:_MAX_SHEETS]
            if sheet.sheet_state == "visible"
        ]
    except ValidationError:
        raise
    except Uncounted as error:
        raise too_much() from error
    except Exception as error:
        # The library answers a damaged file with whatever it stumbles over.
        raise ValidationError(
            _("The Excel file is damaged. Open it, save it as .xlsx again and send that.")
        ) from error


def _opened(content: bytes) -> Workbook:
    # Values, not formulas; links to other books are not followed.
    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.archive = CountedArchive(io.BytesIO(content))
    reader.read()
    return reader.wb


def _xlsx_lines(sheet: Any) -> Iterator[SheetRow]:
    # What a sheet says of its own size may be wrong, and is then padded with nothing.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield SheetRow(number, tuple(_value_of(cell) for cell in cells))


def _value_of(cell: Any) -> Any:
    """Return the value of a cell as Excel shows it: it keeps 35,5% as 0.355."""
    value = cell.value
    if cell.data_type == "e":
        return CellError(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    form = cell.number_format or ""
    if "%" in form and "%" in _LITERAL.sub("", form):
        share = Decimal(f"{value:.{_EXCEL_DIGITS}g}").scaleb(2)
        return f"{share:f}".replace(".", ",") + "%"
    return float(f"{value:.{_EXCEL_DIGITS}g}") if isinstance(value, float) else value


# --- CSV --------------------------------------------------------------------------------------


def _may_be_utf16(content: bytes) -> bool:
    half = content[:2000]
    return half.count(0) * 4 > len(half) and len(content) % 2 == 0


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text, and how its letters were read where that had to be guessed."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _in("utf-16", content), ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _may_be_utf16(content):
            return _in("utf-16-le", content), "UTF-16"
        # Excel's older “CSV”, on a machine set to Vietnamese.
        return _in("cp1258", content), "Windows-1258"
    if "\x00" in text:
        if _may_be_utf16(content):
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


def _csv_lines(text: str, known: set[str]) -> Iterator[SheetRow]:
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
    lines = text.splitlines()[:_HEADINGS_WITHIN]
    outside = "".join("\n".join(lines).split('"')[::2])

    def headings(sign: str) -> int:
        cells = ([folded(cell.strip(' "')) for cell in line.split(sign)] for line in lines)
        return max((sum(cell in known for cell in line) for line in cells), default=0)

    return max(_SEPARATORS, key=lambda sign: (headings(sign), outside.count(sign)))
