"""How many of some tasks are done, late, open or not known: in words and as small bars."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString

from portal.kit.charts import progress_bar
from projects.kit.models import Standing

# How a standing looks beside its word.
TONES: Final = {
    Standing.DONE: "done",
    Standing.OPEN: "ongoing",
    Standing.LATE: "late",
    Standing.DROPPED: "stopped",
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the whole stand so."""

    standing: Standing
    number: int
    whole: int

    @property
    def label(self) -> str:
        return str(self.standing.label)

    @property
    def tone(self) -> str:
        return TONES.get(self.standing, "")

    @property
    def bar(self) -> SafeString:
        percent = Decimal(100 * self.number) / self.whole if self.whole else Decimal(0)
        share = percent.quantize(Decimal("0.1"))
        return progress_bar(f"share-{self.standing}", title=self.label, percent=share)


def shares(numbers: Mapping[str, int]) -> list[Share]:
    """A share for each standing; one that nobody is used to seeing is left out where it is 0."""
    whole = sum(numbers.values())
    shares = [Share(standing, numbers.get(standing, 0), whole) for standing in Standing]
    return [share for share in shares if share.number or share.standing != Standing.DROPPED]


def count_by_status(rows: QuerySet[Any]) -> list[Share]:
    """The shares of rows that have a `standing`, counted by the database in one query."""
    numbers = rows.order_by().values_list("standing").annotate(Count("pk"))
    return shares(dict(numbers))
