"""Monthly figures of duties met, by obligation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from portal.kit.text.numbers import percent
from portal.obligations.duties import DutyQuerySet, DutyStatus
from portal.obligations.models import Duty, Obligation


@dataclass(frozen=True, slots=True)
class DutyFigures:
    """The number of pages by status, under one obligation or under all."""

    obligation: Obligation | None
    on_time: int = 0
    late: int = 0
    waiting: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        return self.on_time + self.late + self.waiting + self.overdue

    @property
    def share_in_time(self) -> int | None:
        """Return the percentage met in time, of those decided; None where nothing is."""
        return percent(self.on_time, self.total - self.waiting)


def due_between(duties: DutyQuerySet[Duty], first: date, following: date) -> DutyQuerySet[Duty]:
    """Return duties due from `first` on and before `following`."""
    return duties.filter(due_on__gte=first, due_on__lt=following)


def figures(duties: DutyQuerySet[Duty], *, now: datetime | None = None) -> list[DutyFigures]:
    """Return the figures of each obligation among these duties, and last the sum of all."""
    counts: dict[int, dict[str, int]] = {}
    rows: Any = duties.order_by().with_status(now)
    groups = rows.values_list("obligation_id", "status").annotate(count=Count("pk"))
    for key, status, count in groups:
        counts.setdefault(key, {})[status] = count
    rules = Obligation.objects.filter(pk__in=counts)
    found = [DutyFigures(rule, **counts[rule.pk]) for rule in rules]
    return [*found, _sum(found)] if found else []


def _sum(parts: list[DutyFigures]) -> DutyFigures:
    sums = {name: sum(getattr(part, name) for part in parts) for name in DutyStatus.values}
    return DutyFigures(None, **sums)
