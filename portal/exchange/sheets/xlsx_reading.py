"""Reads the sheets of an Excel file as the person who sent it sees them."""

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader

from portal.exchange.sheets.archives import CountedArchive, Uncounted, check_workbook, too_much
from portal.exchange.sheets.rows import Sheet, SheetRow, bounded
from portal.exchange.sheets.values import CellError
from portal.kit.files.documents import sizes_in_words

# A small archive can hold a huge sheet; no more is read of a part than it says (`BoundedArchive`).
MAX_UNPACKED_SIZE: Final = 60 * 1024 * 1024
_MAX_SHEETS: Final = 20
# What a number format writes or leaves room for as it stands: a “%” in it multiplies nothing.
_LITERAL: Final = re.compile(r'"[^"]*"|[\\_*].')
# No cell holds more; what a file has beyond them is noise of binary fractions.
_EXCEL_DIGITS: Final = 15


def xlsx_sheets(content: bytes, max_rows: int) -> list[Sheet]:
    """Return the visible sheets with the lines that hold anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MAX_UNPACKED_SIZE:
            sizes = sizes_in_words(unpacked, MAX_UNPACKED_SIZE)
            raise ValidationError(
                _("Unpacked, the Excel file has %(size)s; the limit is %(largest)s.") % sizes
            )
        check_workbook(content)
        return [
            Sheet(sheet.title, list(bounded(_xlsx_lines(sheet), max_rows)))
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
