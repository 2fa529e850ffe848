"""Checks for holidays that nobody has entered, without which due days are too early."""

from datetime import date

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.obligations.models import DayKind, Duty, SpecialDay

# From this month on the days off around the next Tết are usually known.
WARN_FROM_MONTH = 10


def years_without_tet(today: date) -> list[int]:
    """Return the years without a Tết: this one, from October the next, and those of open terms."""
    years = {today.year} | ({today.year + 1} if today.month >= WARN_FROM_MONTH else set())
    term = Duty.objects.open().aggregate(start=Min("counted_from"), end=Max("due_on"))
    if term["start"] is not None:
        years |= set(range(term["start"].year, term["end"].year + 1))
    rows = SpecialDay.objects.filter(kind=DayKind.TET, day__year__in=years)
    return sorted(years - set(rows.values_list("day__year", flat=True)))


def missing_tet() -> str:
    """Return a warning if a year that matters has no days of Tết, else ""."""
    years = years_without_tet(timezone.localdate())
    if not years:
        return ""
    text = _(
        "No days of Tết are written for: %(years)s. Due days there may be too early; add the days "
        "of Tết and of the Hùng Kings as soon as they are announced."
    )
    return text % {"years": ", ".join(map(str, years))}
