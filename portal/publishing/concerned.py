"""Whom a step concerns: whose text it was about, and who has to go on with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.publishing import authorship
from portal.publishing.deciding import SENT
from portal.publishing.models import Publication, Revision, State, Transition
from portal.publishing.models.access import may_read, works_in

# Who last took a page, or a change of it, to a state.
type _Takers = Mapping[tuple[int, int | None, str], int | None]


def concerned_by(steps: Sequence[Transition]) -> dict[int, set[int]]:
    """Return by step's key whom it concerns.

    Who has the page or the change; who wrote in a change, or in a page that is returned; who sent
    either in. What the site sends back at its moment also concerns who had approved it.
    """
    wrote, last = _wrote_in(step.change_set_id for step in steps), _last_takers(steps)
    written = authorship.writers_of({step.publication_id for step in steps if _returns_page(step)})
    return {
        step.pk: _has_or_sent(step, last)
        | (written[step.publication_id] if _returns_page(step) else wrote[step.change_set_id])
        for step in steps
    }


def hears_of(user: User, page: Publication) -> bool:
    """Return whether somebody of the staff is told what becomes of a page that concerns them."""
    return works_in(user, page.section_id) and may_read(user, page)


def is_left_to_nobody(page: Publication) -> bool:
    """Return whether the last step concerns nobody who still works on the page."""
    last = page.transitions.select_related("publication", "change_set").latest("pk")
    people = User.objects.filter(pk__in=concerned_by([last])[last.pk])
    return not any(
        (works_here(user) and hears_of(user, page)) or page.is_kept_by(user) for user in people
    )


def _returns_page(step: Transition) -> bool:
    return step.change_set_id is None and step.to_state == State.CHANGES_ASKED


def _has_or_sent(step: Transition, last: _Takers) -> set[int]:
    change = step.change_set
    people = {step.publication.created_by_id if change is None else change.opened_by_id}
    if step.from_state in SENT:
        people.add(last.get((step.publication_id, step.change_set_id, State.SUBMITTED)))
    if step.by_id is None and step.to_state == State.CHANGES_ASKED:
        people.add(last.get((step.publication_id, step.change_set_id, State.APPROVED)))
    return {key for key in people if key is not None}


def _last_takers(steps: Sequence[Transition]) -> _Takers:
    """Return who last sent in, and approved, what these steps were about."""
    pages = {step.publication_id for step in steps if step.from_state in SENT}
    rows = Transition.objects.filter(publication__in=pages, to_state__in=SENT)
    parts = ("publication_id", "change_set_id", "to_state")
    found = rows.order_by(*parts, "-pk").distinct(*parts).values_list(*parts, "by_id")
    return {(page, change, state): by for page, change, state, by in found}


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
