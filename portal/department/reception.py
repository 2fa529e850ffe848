"""The next receptions of citizens: the rules of the rows, past the days that are off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from portal.department.models import IfOff, ReceptionTime
from portal.obligations.models import work_calendar
from portal.obligations.working_days import DAY, WorkCalendar

# A day that was moved lies at most so far behind its rule; Tết is the longest time off.
BACK: Final = timedelta(days=21)
AHEAD: Final = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Reception:
    """A rule with the day on which it comes round next, if it does."""

    row: ReceptionTime
    next_day: date | None

    @property
    def is_moved(self) -> bool:
        """Return whether that day is not the rule's own, because that one is off."""
        return self.next_day is not None and not _is_of(self.row, self.next_day)


def receptions(now: datetime | None = None) -> list[Reception]:
    """Return all rules with their next days, the earliest first; two queries at most.

    One of a single day is left out once that is over.
    """
    moment = timezone.localtime(now or timezone.now())
    rows = list(ReceptionTime.objects.select_related("post"))
    if not rows:
        return []
    calendar = work_calendar()
    found = [Reception(row, next_day(row, calendar, moment)) for row in rows]
    found = [each for each in found if each.row.day is None or each.next_day is not None]
    return sorted(found, key=lambda each: (each.next_day or date.max, each.row.starts_at))


def next_end(now: datetime) -> datetime | None:
    """Return when hours of a reception are over next today, held today or not."""
    moment = timezone.localtime(now)
    rows = ReceptionTime.objects.filter(ends_at__gt=moment.time()).order_by("ends_at")
    ends_at = rows.values_list("ends_at", flat=True).first()
    return datetime.combine(moment.date(), ends_at, moment.tzinfo) if ends_at else None


def next_day(row: ReceptionTime, calendar: WorkCalendar, now: datetime) -> date | None:
    """Return the first day of a rule whose hours are not over yet; None if none is near."""
    over = now.date() if now.time() < row.ends_at else now.date() + DAY
    if row.day is not None:
        return row.day if row.day >= over else None
    days = (_held_on(row, day, calendar) for day in _days_of(row, over - BACK))
    return min((day for day in days if day is not None and day >= over), default=None)


def _days_of(row: ReceptionTime, start: date) -> Iterator[date]:
    """Yield the rule's own days from `start` on, for as long as anybody plans ahead."""
    for number in range((BACK + AHEAD).days):
        day = start + DAY * number
        if _is_of(row, day):
            yield day


def _is_of(row: ReceptionTime, day: date) -> bool:
    return day in (row.day,) or row.weekday == day.weekday() or row.day_of_month == day.day


def _held_on(row: ReceptionTime, day: date, calendar: WorkCalendar) -> date | None:
    """Return the day on which a day of the rule is held; None where it is left out."""
    # Who is received on Saturdays is so by rule; of a day of the month nobody knows beforehand.
    off = calendar.is_holiday(day) if row.weekday is not None else not calendar.is_working(day)
    if not off:
        return day
    return calendar.due(day, 1) if row.if_off == IfOff.NEXT else None
