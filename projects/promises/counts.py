"""How many of some tasks are done, late, open or not known: in words and as small bars."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString

from portal.kit.charts import progress_bar
from projects.kit.models import DueStatus

# How a status looks beside its word.
STATUS_TONES: Final = {
    DueStatus.DONE: "done",
    DueStatus.OPEN: "ongoing",
    DueStatus.LATE: "late",
    DueStatus.DROPPED: "stopped",
}


@dataclass(frozen=True, slots=True)
class StatusShare:
    """How many of `total` rows have a status."""

    due_status: DueStatus
    number: int
    total: int

    @property
    def label(self) -> str:
        return str(self.due_status.label)

    @property
    def tone(self) -> str:
        return STATUS_TONES.get(self.due_status, "")

    @property
    def bar(self) -> SafeString:
        percent = Decimal(100 * self.number) / self.total if self.total else Decimal(0)
        share = percent.quantize(Decimal("0.1"))
        return progress_bar(f"share-{self.due_status}", title=self.label, percent=share)


def shares(numbers: Mapping[str, int]) -> list[StatusShare]:
    """A share for each standing; one that nobody is used to seeing is left out where it is 0."""
    total = sum(numbers.values())
    shares = [StatusShare(status, numbers.get(status, 0), total) for status in DueStatus]
    return [share for share in shares if share.number or share.due_status != DueStatus.DROPPED]


def count_by_status(rows: QuerySet[Any]) -> list[StatusShare]:
    """The shares of rows that have a `due_status`, counted by the database in one query."""
    numbers = rows.order_by().values_list("due_status").annotate(Count("pk"))
    return shares(dict(numbers))
