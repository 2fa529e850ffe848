"""The quarters and years that enterprises report for, and terms from a day until another."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from portal.kit.text.periods import PeriodKind, period_label, period_with

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
# In an address: 2007, or 2007-q1.
CODE: Final = r"20[0-9]{2}(?:-q[1-4])?"
_CODE: Final = re.compile(r"(20[0-9]{2})(?:-q([1-4]))?", re.ASCII)
_MONTHS: Final = 3


@dataclass(frozen=True, slots=True, order=True)
class ReportPeriod:
    """A quarter of a year, or the whole year where the quarter is 0."""

    year: int
    quarter: int = 0

    @classmethod
    def of(cls, code: str) -> "ReportPeriod":
        """Return the period of a code; ValueError where it is none."""
        found = _CODE.fullmatch(code)
        if found is None:
            raise ValueError(code)
        return cls(int(found[1]), int(found[2] or 0))

    @classmethod
    def with_day(cls, kind: str, day: date) -> "ReportPeriod":
        """Return the quarter or the year that a day lies in."""
        quarter = (day.month - 1) // _MONTHS + 1
        return cls(day.year, quarter if kind == PeriodKind.QUARTER else 0)

    @property
    def code(self) -> str:
        return f"{self.year}-q{self.quarter}" if self.quarter else f"{self.year}"

    @property
    def kind(self) -> PeriodKind:
        return PeriodKind.QUARTER if self.quarter else PeriodKind.YEAR

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day."""
        month = (self.quarter - 1) * _MONTHS + 1 if self.quarter else 1
        return period_with(self.kind, date(self.year, month, 1))

    @property
    def ends_on(self) -> date:
        return self.days[1]

    @property
    def before(self) -> "ReportPeriod":
        """Return the period of the same kind that came before."""
        return ReportPeriod.with_day(self.kind, self.days[0] - timedelta(days=1))

    @property
    def after(self) -> "ReportPeriod":
        """Return the period of the same kind that comes next."""
        return ReportPeriod.with_day(self.kind, self.ends_on + timedelta(days=1))

    @property
    def quarters(self) -> tuple["ReportPeriod", ...]:
        """Return the four quarters of a year; a quarter has none."""
        return () if self.quarter else tuple(ReportPeriod(self.year, each) for each in (1, 2, 3, 4))

    def __str__(self) -> str:
        return period_label(self.kind, *self.days)


def ended(kind: str, today: date, count: int) -> list[ReportPeriod]:
    """Return the last `count` periods of the kind that are over, the latest first."""
    found: list[ReportPeriod] = []
    period = ReportPeriod.with_day(kind, today).before
    while len(found) < count and period.year >= FIRST_YEAR:
        found.append(period)
        period = period.before
    return found


class ReportPeriodConverter:
    """A period in an address."""

    regex = CODE

    def to_python(self, value: str) -> ReportPeriod:
        return ReportPeriod.of(value)

    def to_url(self, value: ReportPeriod) -> str:
        return value.code


def holds_on(day: date, *, since: str = "since", until: str = "until") -> Q:
    """Return the condition that a row's term has the day in it."""
    begun = Q(**{since: None}) | Q(**{f"{since}__lte": day})
    return begun & (Q(**{until: None}) | Q(**{f"{until}__gt": day}))
