"""The bin: deleting is withdrawing and putting away; what was put away comes back whole."""

from copy import copy
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from portal.accounts.models import User
from portal.audit.recording import recorded_last
from portal.editing.ending_links import revoke_links
from portal.editing.models import PreviewLink
from portal.publishing import permissions, workflow
from portal.publishing.models import Publication, State, Transition, heavy_columns
from portal.publishing.steps import Step

# Steps that come before the bin, as each is one that life has.
_BEFORE = {
    State.PUBLISHED: State.WITHDRAWN,
    State.SUBMITTED: State.DRAFT,
    State.APPROVED: State.DRAFT,
}


def may_bin(user: User, publication: Publication) -> bool:
    """Return whether somebody may bin a page.

    Publishers any, others what readers have never seen.
    """
    before = _BEFORE.get(State(publication.state))
    if before is None:
        return permissions.may_take(user, publication, State.BINNED)
    then = copy(publication)
    then.state = before
    return permissions.may_take(user, publication, before) and permissions.may_take(
        user, then, State.BINNED
    )


def may_restore(user: User, publication: Publication) -> bool:
    """Return whether somebody may bring a page back: who may bin it."""
    return permissions.may_take(user, publication, _restored_to(publication))


@transaction.atomic
@recorded_last()
def move_to_bin(
    publication: Publication, *, by: User, comment: str, seen: int | None = None
) -> None:
    """Withdraw a page and put it into the bin; links that let others read it are revoked.

    Raises what `workflow.transition` raises, and leaves everything as it was then.
    """
    before = _BEFORE.get(State(publication.state))
    if before is not None:
        workflow.transition(publication, to=before, by=by, comment=comment, seen=seen)
        seen = None
    workflow.transition(publication, to=State.BINNED, by=by, comment=comment, seen=seen)
    revoke_links(PreviewLink.objects.filter(publication_id=publication.pk, revoked_at=None), by=by)


def restore(publication: Publication, *, by: User, seen: int | None = None) -> Step:
    """Take a page out of the bin with all that is its own; readers see it only by its next steps.

    Raises what `workflow.transition` raises.
    """
    return workflow.transition(publication, to=_restored_to(publication), by=by, seen=seen)


def _restored_to(publication: Publication) -> State:
    """Return what readers once saw comes back as withdrawn, anything else as a draft."""
    return State.DRAFT if publication.live_number is None else State.WITHDRAWN


def binned(user: User) -> QuerySet[Any, Any]:
    """Return what lies in the bin for this person, last binned first, with the word on why."""
    last = Transition.objects.filter(publication_id=OuterRef("pk"), to_state=State.BINNED)
    rows = (
        Publication.objects.filter(state=State.BINNED)
        .select_related("updated_by")
        .defer(*heavy_columns())
        .annotate(why=Subquery(last.order_by("-at", "-id").values("comment")[:1]))
    )
    return rows.in_reach_of(user).order_by("-updated_at", "-id")
