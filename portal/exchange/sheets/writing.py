"""Tables as files that Excel opens with their marks, and in which no cell is a formula.

Rows are written as they come, so a table of any length needs the memory of a few of its rows.
"""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any, Final

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

# Excel reads UTF-8 as such only behind this.
MARK: Final = "\ufeff"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DATE: Final = "%d/%m/%Y"
MOMENT: Final = "%d/%m/%Y %H:%M"
# Excel holds no longer text in a cell, and cuts what is longer without a word.
MAX_CELL_LENGTH: Final = 32_767
# Stands where a text would be cut; whoever reads a sheet refuses it as a text.
TOO_LONG: Final = "#QUÁ DÀI CHO EXCEL, HÃY DÙNG CSV"

# Spreadsheet programs compute a text that begins so; the wide signs are read as the narrow ones.
# A share's unit, “%” or “% hộ”, is none; files of before have a guard before it.
_FORMULA: Final = re.compile(r"'*\s*(?:[=+\-@\t\r\n|＝＋－＠]|%(?!\s|$))")
_GUARDED: Final = re.compile(r"'*\s*[=+\-@\t\r\n|%＝＋－＠]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ROWS_A_PIECE: Final = 200


class TextHeading(str):
    """Stands above lines of text: Excel makes no number and no day of what is typed below."""

    __slots__ = ()


def safe_cell(value: object) -> str:
    """Return the value as people here write it, in a form that no spreadsheet program computes."""
    text = _text(value)
    is_text = isinstance(value, str)
    return f"'{text}" if is_text and _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `safe_cell` was given, without the sign that guards it."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text[1:]) else text


def csv_response(
    name: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """Return a CSV file to save as `name`, sent while it is made; UTF-8 with Excel's mark."""
    cells = (map(safe_cell, row) for row in chain([header], rows))
    response = StreamingHttpResponse(
        csv_pieces(cells, with_mark=True), content_type="text/csv; charset=utf-8"
    )
    return _to_be_saved(response, f"{name}.csv")


def xlsx_response(
    name: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> FileResponse:
    """Return an Excel file to save as `name`, made in a file of its own and not in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Table"))
    sheet.freeze_panes = "A2"
    texts = {place for place, label in enumerate(header) if isinstance(label, TextHeading)}
    for place, label in enumerate(header):
        column = sheet.column_dimensions[get_column_letter(place + 1)]
        column.width = max(12, min(len(str(label)) + 4, 40))
        if place in texts:
            column.number_format = FORMAT_TEXT
    sheet.append([_heading(sheet, label) for label in header])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, each, at in texts) for at, each in enumerate(row)])
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it when it is sent
    book.save(file)
    file.seek(0)
    return _to_be_saved(FileResponse(file, content_type=XLSX_TYPE), f"{name}.xlsx")


# The kinds of files that a list is taken out as.
WRITERS: Final = {"csv": csv_response, "xlsx": xlsx_response}


def _to_be_saved[R: (StreamingHttpResponse, FileResponse)](response: R, name: str) -> R:
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    # What one person may see is for no cache on the way.
    response["Cache-Control"] = "private, no-store"
    return response


class _Echo:
    """A file to the CSV writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def csv_pieces(rows: Iterable[Iterable[str]], *, with_mark: bool) -> Iterator[bytes]:
    """Yield the file in pieces of many rows each: one a row would be slow to send."""
    write = csv.writer(_Echo()).writerow
    lines = [MARK] if with_mark else []
    for row in rows:
        lines.append(write(row))
        if len(lines) >= _ROWS_A_PIECE:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return _local(value).strftime(MOMENT)
    if isinstance(value, date):
        return value.strftime(DATE)
    if isinstance(value, Decimal | float):
        figure = f"{value:f}" if isinstance(value, Decimal) else f"{value:.15g}"
        return figure.replace(".", ",")
    return _CONTROL.sub("", str(value))


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _heading(sheet: WriteOnlyWorksheet, label: object) -> Any:
    cell = WriteOnlyCell(sheet, _text(label))
    cell.data_type, cell.font = "s", Font(bold=True)
    return cell


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: object, is_text: bool) -> Any:
    """Return a number as it is and all else as text, which Excel shows as it stands.

    Of what is typed later in a cell of a text Excel makes nothing else.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    text = _text(value)
    if len(text) > MAX_CELL_LENGTH:
        return TOO_LONG
    is_formula = _FORMULA.match(text) is not None
    if not (is_formula or is_text):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if is_text:
        cell.number_format = FORMAT_TEXT
    if is_formula:
        # Excel's own way to say “this is text”, also after somebody has typed in the cell.
        cell.quotePrefix = True
    return cell
