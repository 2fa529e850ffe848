"""The days off around Tết and the day of the Hùng Kings as the labour code has them.

Which five days of Tết the civil service has off is announced each year; until then the last day of
the old year and the first four of the new one stand, as in most years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from portal.audit.recording import record_saved
from portal.obligations.lunar import hung_kings, new_year
from portal.obligations.models import DayKind, SpecialDay
from portal.obligations.working_days import SATURDAY

SOURCE: Final = (
    "Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo "
    "chính thức."
)
_DAYS_OF_TET: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off with the words for it, not stored yet."""

    day: date
    name: str
    kind: DayKind


def statutory_days(year: int) -> list[DayOff]:
    """Return the days off of a year that go by the moon, days in place of weekends too."""
    first = new_year(year) - _DAY
    tet = [first + number * _DAY for number in range(_DAYS_OF_TET)]
    return [
        *_with_days_in_place(tet, "Tết Nguyên đán", DayKind.TET),
        *_with_days_in_place([hung_kings(year)], "Giỗ Tổ Hùng Vương", DayKind.HUNG_KINGS),
    ]


def add_statutory_days(year: int) -> list[SpecialDay]:
    """Store the days of a year that nobody has written yet, and return them.

    A year in which somebody has written days of Tết, such as those announced, keeps them as they
    are.
    """
    with transaction.atomic():
        written = SpecialDay.objects.filter(day__year=year)
        kinds = set(written.values_list("kind", flat=True))
        days = set(written.values_list("day", flat=True))
        new = [
            SpecialDay(day=each.day, name=each.name, kind=each.kind, source=SOURCE)
            for each in statutory_days(year)
            if each.kind not in kinds and each.day not in days
        ]
        for day in new:
            day.full_clean()
            day.save()
            record_saved(day, before={}, by=None)
    return new


def _with_days_in_place(days: list[date], name: str, kind: DayKind) -> Iterator[DayOff]:
    """Yield the days, and for each Saturday and Sunday among them the next working day."""
    for day in days:
        yield DayOff(day, name, kind)
    following = days[-1]
    for _weekend in [day for day in days if day.weekday() >= SATURDAY]:
        following += _DAY
        while following.weekday() >= SATURDAY:
            following += _DAY
        yield DayOff(following, f"{name} (nghỉ bù)", kind)
