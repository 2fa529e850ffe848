"""Counts of tasks and promises by due status, with one bar of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Model, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.charts import stacked_bar
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
    """The number of rows with a due status, out of `total`."""

    due_status: DueStatus
    number: int
    total: int

    @property
    def label(self) -> str:
        return str(self.due_status.label)

    @property
    def tone(self) -> str:
        return STATUS_TONES.get(self.due_status, "")


@dataclass(frozen=True, slots=True)
class Tally:
    """The shares of promises that count, and whether made-up ones beside them do not."""

    shares: list[StatusShare]
    leaves_samples_out: bool


def bar_of_shares(shares: Sequence[StatusShare]) -> SafeString:
    """Return one bar of all statuses, so that how much is done is seen at a glance."""
    parts = [(share.label, share.number, share.tone or "unknown") for share in shares]
    return stacked_bar("shares", title=_("Where they stand"), parts=parts)


def shares(numbers: Mapping[str, int]) -> list[StatusShare]:
    """Return a share for each status; “dropped” only where there is any."""
    total = sum(numbers.values())
    shares = [StatusShare(status, numbers.get(status, 0), total) for status in DueStatus]
    return [share for share in shares if share.number or share.due_status != DueStatus.DROPPED]


def tally_of(promises: QuerySet[Model]) -> Tally:
    """Count the promises by status in one query; made-up ones only where there are no others."""
    rows = promises.order_by().values_list("article__is_sample", "due_status")
    counted: dict[bool, dict[str, int]] = {False: {}, True: {}}
    for is_sample, status, number in rows.annotate(Count("pk")):
        counted[is_sample][status] = number
    facts, samples = counted[False], counted[True]
    return Tally(shares(facts or samples), leaves_samples_out=bool(facts and samples))
