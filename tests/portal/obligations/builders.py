"""Duties for tests, each from one plain call."""

from datetime import date
from typing import Any

from portal.obligations.models import DayKind, Duty, Obligation, SpecialDay
from portal.publishing.models import Publication

THURSDAY = date(2007, 2, 1)


def obligation(name: str = "Văn bản của Sở", working_days: int = 2, **fields: Any) -> Obligation:
    return Obligation.objects.create(name=name, working_days=working_days, **fields)


def duty(page: Publication, start: date = THURSDAY, of: Obligation | None = None) -> Duty:
    """That a page is due two working days after 1 February 2007, unless told otherwise."""
    rule = of or Obligation.objects.filter(name="Văn bản của Sở").first() or obligation()
    return Duty.objects.create(publication_id=page.pk, obligation=rule, counted_from=start)


def tet(*days: date) -> None:
    for day in days:
        SpecialDay.objects.create(day=day, name="Nghỉ Tết", kind=DayKind.TET)
