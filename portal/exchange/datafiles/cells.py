"""Cells of an Excel sheet: numbers and days are such, all else is text that is never a formula."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from portal.exchange.datafiles.tables import Column, Kind
from portal.exchange.sheets.writing import MAX_CELL_LENGTH, TOO_LONG, safe_cell, unguarded

# Excel counts days from here, and knows none before the first of March 1900 rightly.
_DAY_ZERO: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)
# It keeps no more digits than these, and would show others in their place.
_DIGITS: Final = 15
_SECONDS_OF_A_DAY: Final = 86_400

# The places of the formats in STYLES below; numbers with n digits behind the point are _NUMBER + n.
_PLAIN, _HEADING, _DAY, _MOMENT, _GUARDED, _NUMBER = range(6)
WIDTHS: Final = {
    Kind.DECIMAL: 14, Kind.INTEGER: 12, Kind.DATE: 14, Kind.DATE_TIME: 18, Kind.BOOLEAN: 12,
    Kind.ADDRESS: 40,
}  # fmt: skip


def _styles() -> str:
    first = 164  # below are the formats that Excel has of its own
    forms = ["dd/mm/yyyy", "dd/mm/yyyy hh:mm", "#,##0"]
    forms += [f"#,##0.{'0' * places}" for places in range(1, _DIGITS + 1)]
    numbers = "".join(
        f'<numFmt numFmtId="{first + place}" formatCode="{form}"/>'
        for place, form in enumerate(forms)
    )
    formats = ['numFmtId="0" fontId="0"', 'numFmtId="0" fontId="1" applyFont="1"']
    formats += [f'numFmtId="{first + place}" fontId="0" applyNumberFormat="1"' for place in (0, 1)]
    # Excel's own way to say “this is text”, also after somebody has typed in the cell.
    formats += ['numFmtId="49" fontId="0" quotePrefix="1"']
    formats += [
        f'numFmtId="{first + place}" fontId="0" applyNumberFormat="1"'
        for place in range(2, len(forms))
    ]
    cells = "".join(f'<xf {each} fillId="0" borderId="0" xfId="0"/>' for each in formats)
    name = '<sz val="11"/><name val="Calibri"/>'
    return (
        f'<numFmts count="{len(forms)}">{numbers}</numFmts>'
        f'<fonts count="2"><font>{name}</font><font><b/>{name}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        f'<cellXfs count="{len(formats)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    )


STYLES: Final = _styles()


def heading(label: str) -> str:
    """Return the heading of a column."""
    return _text(label, _HEADING)


def cell(column: Column, value: object) -> str:
    """Return a cell as a sheet's XML writes it; a code is written in words."""
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        words = column.codes.get(value)
        return _guarded(value if words is None else str(words))
    if isinstance(value, bool):
        return _text(_("Yes") if value else _("No"))
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, Decimal):
        return _number(value)
    return f"<c><v>{value}</v></c>"


def _number(value: Decimal) -> str:
    figure, parts = format(value, "f"), value.as_tuple()
    places = max(0, -int(parts.exponent))
    if len(parts.digits) > _DIGITS or places > _DIGITS:
        return _text(figure)
    return f'<c s="{_NUMBER + places}"><v>{figure}</v></c>'


def _day(value: date) -> str:
    day = value.date() if isinstance(value, datetime) else value
    if day < _FIRST_DAY:
        return _text(value.isoformat())
    serial = (day - _DAY_ZERO).days
    if not isinstance(value, datetime):
        return f'<c s="{_DAY}"><v>{serial}</v></c>'
    seconds = (value.hour * 60 + value.minute) * 60 + value.second
    return f'<c s="{_MOMENT}"><v>{serial + seconds / _SECONDS_OF_A_DAY:.8f}</v></c>'


def _guarded(text: str) -> str:
    guarded = safe_cell(text)
    shown = unguarded(guarded)
    return _text(shown, _PLAIN if shown == guarded else _GUARDED)


def _text(text: str, style: int = _PLAIN) -> str:
    if len(text) > MAX_CELL_LENGTH:
        text = TOO_LONG
    attribute = f' s="{style}"' if style else ""
    return f'<c{attribute} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
