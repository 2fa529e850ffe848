"""What is missing from the holidays, so that due days may be reckoned too early."""

from datetime import date

from django.db.models import Max, Min

from portal.obligations.models import DayKind, Duty, SpecialDay

# From this month on the days off around the next Tết are usually known.
TOLD_FROM = 10


def years_without_tet(today: date) -> list[int]:
    """Of this year, from October on the next, and those of open terms: all without a Tết yet."""
    years = {today.year} | ({today.year + 1} if today.month >= TOLD_FROM else set())
    term = Duty.objects.open().aggregate(start=Min("counted_from"), end=Max("due_on"))
    if term["start"] is not None:
        years |= set(range(term["start"].year, term["end"].year + 1))
    rows = SpecialDay.objects.filter(kind=DayKind.TET, day__year__in=years)
    return sorted(years - set(rows.values_list("day__year", flat=True)))
