"""Periods that figures are reported for, on plain dates."""

from calendar import monthrange
from datetime import date, timedelta

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class PeriodKind(models.TextChoices):
    """How often an indicator is counted, or that it is as of a day."""

    YEAR = "year", gettext_lazy("year")
    HALF = "half", gettext_lazy("half-year")
    QUARTER = "quarter", gettext_lazy("quarter")
    MONTH = "month", gettext_lazy("month")
    DAY = "day", gettext_lazy("as of a day")


_MONTHS = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}

# Vietnamese has Roman figures here, which no number of a sentence could be put in for.
_QUARTERS = (
    gettext_lazy("first quarter of {year}"),
    gettext_lazy("second quarter of {year}"),
    gettext_lazy("third quarter of {year}"),
    gettext_lazy("fourth quarter of {year}"),
)


def period_with(kind: str, day: date) -> tuple[date, date]:
    """Return the first and the last day of the period of the kind that a day lies in."""
    if kind == PeriodKind.DAY:
        return day, day
    months = _MONTHS[PeriodKind(kind)]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    last = monthrange(day.year, last_month)[1]
    return date(day.year, first_month, 1), date(day.year, last_month, last)


def is_full_period(kind: str, first: date, last: date) -> bool:
    """Return whether the days are just one period of the kind, as a second quarter."""
    return (first, last) == period_with(kind, first)


def periods_until(kind: str, day: date, count: int) -> list[tuple[date, date]]:
    """So many periods of the kind, the one that a day lies in first, then those before it."""
    found = [period_with(kind, day)]
    while len(found) < count and found[-1][0] > date.min + timedelta(days=1):
        found.append(period_with(kind, found[-1][0] - timedelta(days=1)))
    return found


def quarter_label(day: date) -> str:
    """Return the quarter that a day lies in as people call it."""
    return str(_QUARTERS[(day.month - 1) // 3]).format(year=day.year)


def period_label(kind: str, first: date, last: date) -> str:
    """Return the period as people call it; days that are no period of the kind are written out."""
    if not is_full_period(kind, first, last):
        return f"{date_format(first, 'DATE_FORMAT')}–{date_format(last, 'DATE_FORMAT')}"
    match PeriodKind(kind):
        case PeriodKind.YEAR:
            return f"{first.year}"
        case PeriodKind.HALF:
            words = _("first half of {year}") if first.month == 1 else _("second half of {year}")
            return words.format(year=first.year)
        case PeriodKind.QUARTER:
            return quarter_label(first)
        case PeriodKind.MONTH:
            return f"{first:%m/%Y}"
        case _:
            return date_format(first, "DATE_FORMAT")
