"""The form for reports that the department mails round, as an Excel file."""

import io
from collections.abc import Iterable
from typing import Any, Final

from django.http import FileResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter

from enterprises.kit.periods import ReportPeriod
from enterprises.profiles.models import Enterprise
from enterprises.reports.sheet_columns import COLUMNS, FIXED, format_period, headings
from portal.exchange.sheets.writing import XLSX_TYPE, safe_cell

_UNLOCKED: Final = Protection(locked=False)
_FILL: Final = PatternFill("solid", fgColor="FFF4D6")
_EMPTY_ROWS: Final = 5


def blank_sheet(
    period: ReportPeriod, enterprises: Iterable[Enterprise], *, part: int
) -> FileResponse:
    """Return an Excel form with a row for each enterprise; only what is to fill in is unlocked.

    Where they are too many for one form, each part has a name of its own.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _("Report")
    sheet.append(headings())
    for each in enterprises:
        sheet.append([safe_cell(each.tax_code or ""), safe_cell(each.title), format_period(period)])
    filled = sheet.max_row
    for row in sheet.iter_rows(min_row=1, max_row=filled + _EMPTY_ROWS, max_col=len(COLUMNS)):
        for place, cell in enumerate(row):
            _dress(cell, is_head=cell.row == 1, is_fixed=cell.row <= filled and place < len(FIXED))
    for number, label in enumerate(headings(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(14, min(len(label) + 2, 30))
    sheet.freeze_panes = "D2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    suffix = f"-{part}" if part > 1 else ""
    name = f"mau-bao-cao-{slugify(period.code)}{suffix}.xlsx"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _dress(cell: Cell, *, is_head: bool, is_fixed: bool) -> None:
    if isinstance(cell.value, str):
        # Never a formula, whatever an enterprise is called.
        cell.data_type = "s"
    if is_head:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    elif not is_fixed:
        cell.protection, cell.fill = _UNLOCKED, _FILL
