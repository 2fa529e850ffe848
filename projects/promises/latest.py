"""The promises of the latest day with any, as the home page tells them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Model, QuerySet
from django.utils.translation import gettext as _

from projects.kit.models import DueStatus
from projects.promises.counts import shares
from projects.promises.filters import public_promises
from projects.promises.models import Promise, PromiseKind

# So many stand on the home page by themselves; all are counted.
MAX_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class KindShare:
    """The number of promises of a kind."""

    kind: PromiseKind
    number: int

    @property
    def label(self) -> str:
        return str(self.kind.label)


@dataclass(frozen=True, slots=True)
class LatestPromises:
    """The promises of a day: all of them counted, with what came of them, and the first ones."""

    said_on: date
    is_sample: bool
    number: int
    outcome: str
    kinds: list[KindShare]
    shown: list[Promise]


def latest_promises() -> LatestPromises | None:
    """Return the public promises of the latest day with any, in two queries.

    Made-up ones only where there are no others.
    """
    # To the checker of types `due_status` is no field.
    rows: QuerySet[Model] = public_promises().order_by("article__is_sample", "-said_on")
    counted = rows.values_list("article__is_sample", "said_on", "kind", "due_status")
    # One day has no more groups than that, and the latest one's come first.
    groups = list(counted.annotate(Count("pk"))[: len(PromiseKind) * len(DueStatus)])
    if not groups:
        return None
    is_sample, day = groups[0][:2]
    kinds: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for *found, kind, status, number in groups:
        if found == [is_sample, day]:
            kinds[kind] += number
            statuses[status] += number
    shown = public_promises().filter(article__is_sample=is_sample, said_on=day)
    return LatestPromises(
        day,
        is_sample,
        number=kinds.total(),
        outcome=_outcome(statuses),
        kinds=[KindShare(kind, kinds[kind]) for kind in PromiseKind if kinds[kind]],
        shown=list(shown.with_links().in_order()[:MAX_SHOWN]),
    )


def _outcome(statuses: Mapping[str, int]) -> str:
    """Return what came of promises as a sentence."""
    known = [share for share in shares(statuses) if share.number]
    if [share.due_status for share in known] == [DueStatus.UNKNOWN]:
        return _("Nobody has told yet what came of any of them.")
    words = ", ".join(f"{share.number} {share.label}" for share in known)
    return _("What came of them: %(words)s.") % {"words": words}
