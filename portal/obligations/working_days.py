"""Counting in working days; knows no table, only a calendar that it is given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days: Monday to Friday, but for holidays and made-up days."""

    off: frozenset[date] = frozenset()
    # Saturdays and Sundays that are worked on in exchange for another day.
    made_up: frozenset[date] = frozenset()
    # Month and day of holidays of every year, with the first year in which they are one.
    yearly: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Return whether people work on this day; what is said of the day itself comes first."""
        if day in self.made_up:
            return True
        return not self.is_holiday(day) and day.weekday() < SATURDAY

    def is_holiday(self, day: date) -> bool:
        """Return whether the day is off for another reason than its place in the week."""
        first_year = self.yearly.get((day.month, day.day))
        return day in self.off or (first_year is not None and day.year >= first_year)

    def due(self, start: date, days: int) -> date:
        """Return the last day of a term of working days, not counting the day it starts from."""
        for day in _days_after(start):
            days -= self.is_working(day)
            if days <= 0:
                return day
        raise AssertionError  # the days go on for ever

    def between(self, start: date, end: date) -> int:
        """Return the number of working days after `start`, up to and with `end`."""
        span = range(max((end - start).days, 0))
        return sum(self.is_working(start + DAY * (number + 1)) for number in span)


def _days_after(start: date) -> Iterator[date]:
    day = start
    while True:
        day += DAY
        yield day
