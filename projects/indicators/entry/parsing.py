"""Parsing of figures and periods as people type them.

Raises ValidationError with what to write instead.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.exchange.sheets.values import text
from portal.kit.text.normalize import nfc
from portal.kit.text.periods import PeriodKind, period_with
from projects.kit.numbers import FIRST_YEAR, LAST_YEAR, MAX_VALUE

_PLAIN: Final = re.compile(r"[+-]?\d+", re.ASCII)
# One sign that may be a decimal comma as well as a separator of thousands.
_ONE_SIGN: Final = re.compile(r"[+-]?(\d+)([.,])(\d+)", re.ASCII)
# The decimal sign is another than that of thousands: in 1.234.56 a digit is missing.
_GROUPED: Final = re.compile(
    r"[+-]?\d{1,3}(?:(?P<sep>[. ,])\d{3})(?:(?P=sep)\d{3})*(?:(?!(?P=sep))[.,]\d+)?", re.ASCII
)
_THOUSANDS: Final = 3
_MAX_LENGTH: Final = 40


def parse_number(value: object) -> Decimal | None:
    """Return a figure with just its digits: 35,5 or 1.234,5; None of an empty cell.

    Stricter than the `number` of other sheets: figures are copied out of tables that write either
    sign. 1.234 may be a thousand or one and a bit, and is refused: only its writer knows.
    """
    typed = nfc(value if isinstance(value, str) else _plain_text(value)).strip()
    typed = re.sub(r"[\u00a0\u202f\u2009]", " ", typed).replace("\u2212", "-")
    if not typed:
        return None
    digits = _digits(typed) if len(typed) <= _MAX_LENGTH else None
    if digits is None:
        raise ValidationError(
            _("“%(said)s” is no number. Write digits with a comma, such as 35,5 or 1.234,5.")
            % {"said": typed[:_MAX_LENGTH]}
        )
    found = Decimal(digits)
    if abs(found) >= MAX_VALUE:
        raise ValidationError(_("This figure is too large to be true."))
    return found


def _plain_text(value: object) -> str:
    """Return the text of a cell; a real number with a comma, as none can mistake it."""
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)):f}".replace(".", ",")
    return text(value)


def _digits(typed: str) -> str | None:
    """Return the number as Decimal reads it, or None where it is none."""
    if _PLAIN.fullmatch(typed):
        return typed
    if one := _ONE_SIGN.fullmatch(typed):
        if one[2] == "." and _may_be_thousands(one[1], one[3]):
            raise ValidationError(_two_readings(typed))
        return typed.replace(",", ".")
    if grouped := _GROUPED.fullmatch(typed):
        sign = grouped["sep"]
        # In 1.234.567 all signs are alike; in 1.234,5 the other one is the decimal comma.
        rest = typed.replace(sign, "")
        return rest.replace(",", ".")
    return None


def _may_be_thousands(before: str, after: str) -> bool:
    return len(after) == _THOUSANDS and 1 <= len(before) <= _THOUSANDS and before[0] != "0"


def _two_readings(typed: str) -> str:
    integer, _sign, rest = typed.partition(".")
    return _("“%(said)s” can be read in two ways: write %(thousands)s or %(decimal)s.") % {
        "said": typed,
        "thousands": integer + rest,
        "decimal": f"{integer},{rest}",
    }


# --- periods ------------------------------------------------------------------------------------

_YEAR: Final = r"(?P<year>[0-9]{4})"
# Between the part and the year: “/2007”, “năm 2007”, “-2007”.
_OF: Final = rf"\s*(?:/|-|\.|,|\s)\s*(?:năm\s*)?{_YEAR}"
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SHAPES: Final[tuple[tuple[PeriodKind, re.Pattern[str]], ...]] = (
    (PeriodKind.YEAR, re.compile(rf"(?:cả\s*)?(?:năm\s*)?{_YEAR}")),
    (PeriodKind.QUARTER, re.compile(rf"(?:q|quý|quarter)\s*\.?(?P<part>[1-4]|i{{1,3}}|iv){_OF}")),
    (PeriodKind.HALF, re.compile(rf"(?:6|sáu)\s*tháng\s*(?P<half>đầu|cuối){_OF}")),
    (PeriodKind.HALF, re.compile(rf"nửa\s*(?P<half>đầu|cuối|sau){_OF}")),
    (PeriodKind.HALF, re.compile(rf"h(?P<part>[12]){_OF}")),
    (PeriodKind.MONTH, re.compile(rf"(?:tháng|t)?\s*(?P<part>0?[1-9]|1[0-2]){_OF}")),
    (
        PeriodKind.DAY,
        re.compile(rf"(?:ngày\s*)?(?P<day>[0-9]{{1,2}})[/.-](?P<part>[0-9]{{1,2}})[/.-]{_YEAR}"),
    ),
    (PeriodKind.DAY, re.compile(rf"{_YEAR}-(?P<part>[0-9]{{2}})-(?P<day>[0-9]{{2}})")),
)
_MONTHS: Final = {PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.MONTH: 1}
# How a period of each kind is written; the words are the same in every language of the site.
PERIOD_EXAMPLES: Final = {
    PeriodKind.YEAR: "2007",
    PeriodKind.HALF: "6 tháng đầu năm 2007",
    PeriodKind.QUARTER: "Q1/2007",
    PeriodKind.MONTH: "01/2007",
    PeriodKind.DAY: "30/06/2007",
}


def parse_period(value: object, kind: str) -> tuple[date, date]:
    """Return the first and the last day of a period that is written; it must be of the kind."""
    expected = PeriodKind(kind)
    found, day = _of_a_date(value, expected) if isinstance(value, date) else _of_words(text(value))
    if found is None or day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        typed = f"{value:%d/%m/%Y}" if isinstance(value, date) else text(value)[:_MAX_LENGTH]
        if not typed:
            message = _("Write the period, such as %(example)s.")
        else:
            message = _("“%(said)s” is no period. Write it as %(example)s.")
        raise ValidationError(message % {"said": typed, "example": PERIOD_EXAMPLES[expected]})
    if found != expected:
        raise ValidationError(
            _("This is a %(found)s; the indicator is counted by %(kind)s. Write it as %(example)s.")
            % {"found": found.label, "kind": expected.label, "example": PERIOD_EXAMPLES[expected]}
        )
    return period_with(expected, day)


def format_period(kind: str, first: date) -> str:
    """Return a period of the kind in a form that `parse_period` reads."""
    match PeriodKind(kind):
        case PeriodKind.YEAR:
            return f"{first.year}"
        case PeriodKind.HALF:
            return f"6 tháng {'đầu' if first.month == 1 else 'cuối'} năm {first.year}"
        case PeriodKind.QUARTER:
            return f"Q{first.month // 3 + 1}/{first.year}"
        case PeriodKind.MONTH:
            return f"{first:%m/%Y}"
        case _:
            return f"{first:%d/%m/%Y}"


def _of_a_date(value: date, expected: PeriodKind) -> tuple[PeriodKind | None, date | None]:
    """Return kind and day of a spreadsheet's date: it makes 01/01/2007 of a typed 01/2007."""
    day = value.date() if isinstance(value, datetime) else value
    is_month = expected == PeriodKind.MONTH and day.day == 1
    return (PeriodKind.MONTH if is_month else PeriodKind.DAY), day


def _of_words(written_: str) -> tuple[PeriodKind | None, date | None]:
    typed = " ".join(written_.casefold().split())
    for kind, shape in _SHAPES:
        if (found := shape.fullmatch(typed)) is not None:
            return kind, _day_of(kind, found.groupdict())
    return None, None


def _day_of(kind: PeriodKind, parts: dict[str, str]) -> date | None:
    """Return a day of the period; None for a day that is in no calendar."""
    part = parts.get("part") or ("1" if parts.get("half") == "đầu" else "2")
    number_ = _QUARTERS.get(part) or int(part)
    months = _MONTHS.get(kind, 1)
    month = 1 if kind == PeriodKind.YEAR else (number_ - 1) * months + 1
    try:
        return date(int(parts["year"]), month, int(parts.get("day") or 1))
    except ValueError:
        return None
