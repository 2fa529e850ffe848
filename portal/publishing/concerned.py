"""Whom a step concerns: whose text it was about, and who has to go on with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from portal.publishing.models import Revision, State, Transition


def concerned_by(steps: Sequence[Transition]) -> dict[int, set[int]]:
    """Return by step's key whom it concerns: who has the page; who has the change, or wrote in it.

    What the site sends back at its moment also concerns who had approved it.
    """
    wrote = _wrote_in(step.change_set_id for step in steps)
    approved = _approved(step for step in steps if _is_sent_back(step))
    found = {}
    for step in steps:
        change = step.change_set
        has = step.publication.created_by_id if change is None else change.opened_by_id
        people = {has, approved.get((step.publication_id, step.change_set_id))}
        found[step.pk] = {key for key in people if key is not None} | wrote[step.change_set_id]
    return found


def _is_sent_back(step: Transition) -> bool:
    return step.by_id is None and step.to_state == State.CHANGES_ASKED


def _approved(steps: Iterable[Transition]) -> dict[tuple[int, int | None], int | None]:
    """Return who last approved each page or change that these steps were about."""
    pages = {step.publication_id for step in steps}
    rows = Transition.objects.filter(publication__in=pages, to_state=State.APPROVED)
    rows = rows.order_by("publication_id", "change_set_id", "-pk")
    last = rows.distinct("publication_id", "change_set_id")
    found = last.values_list("publication_id", "change_set_id", "by_id")
    return {(page, change): by for page, change, by in found}


def _wrote_in(changes: Iterable[int | None]) -> Mapping[int | None, set[int]]:
    """Return by change's key who wrote in it."""
    found: dict[int | None, set[int]] = defaultdict(set)
    rows = Revision.objects.filter(
        change_set__in={key for key in changes if key is not None},
        is_step=False,
        created_by__isnull=False,
    ).values_list("change_set_id", "created_by_id")
    for change, writer in rows.order_by().distinct():
        if writer is not None:
            found[change].add(writer)
    return found
