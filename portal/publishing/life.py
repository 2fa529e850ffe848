"""The life of a publication: one table of steps, and who may take each."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.models import User
from portal.accounts.roles import EDIT, PUBLISH, WRITE
from portal.publishing import revisions
from portal.publishing.models import Publication, State, Transition


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one of `sources` to `target`, for who has `right`; `label` is the button's."""

    target: State
    sources: frozenset[State]
    right: str
    label: StrPromise


STEPS = (
    Step(
        State.SUBMITTED,
        frozenset({State.DRAFT, State.CHANGES_ASKED}),
        WRITE,
        _("Submit for review"),
    ),
    Step(State.DRAFT, frozenset({State.SUBMITTED}), WRITE, _("Take back to draft")),
    Step(
        State.CHANGES_ASKED,
        frozenset({State.SUBMITTED, State.APPROVED}),
        PUBLISH,
        _("Ask for changes"),
    ),
    Step(
        State.PUBLISHED,
        frozenset({State.DRAFT, State.SUBMITTED, State.APPROVED, State.WITHDRAWN}),
        PUBLISH,
        _("Publish"),
    ),
    Step(State.WITHDRAWN, frozenset({State.PUBLISHED}), PUBLISH, _("Withdraw")),
)


def may_write(user: User, publication: Publication) -> bool:
    """Whether the text may be changed: one's own, others' for editors, live for publishers."""
    if publication.state in (State.PUBLISHED, State.WITHDRAWN, State.APPROVED):
        return user.has_perm(PUBLISH)
    own = publication.pk is None or publication.created_by_id == user.pk
    return user.has_perm(WRITE) and (own or user.has_perm(EDIT))


def steps_open_to(user: User, publication: Publication) -> list[Step]:
    """The steps that this person may take with this publication now."""
    return [
        step
        for step in STEPS
        if publication.state in step.sources
        and user.has_perm(step.right)
        and (step.right == PUBLISH or may_write(user, publication))
    ]


def _step(publication: Publication, to: State, by: User | None) -> Step:
    for step in STEPS:
        if step.target == to and publication.state in step.sources:
            break
    else:
        raise ValidationError(
            _("This is “%(state)s” now; that step cannot be taken. Load the page again."),
            params={"state": publication.get_state_display()},
        )
    # Without a person it is the site's own work: a command that the operator runs.
    if by is not None and step not in steps_open_to(by, publication):
        raise PermissionDenied
    return step


@transaction.atomic
def move(
    publication: Publication,
    *,
    to: State,
    by: User | None,
    published_at: datetime | None = None,
    word: str = "",
) -> None:
    """Take a step in the life of a publication and record who took it.

    Raises ValidationError where the step does not exist from here, PermissionDenied where it is
    not this person's. Publishing without a moment means now; a moment to come schedules it.
    """
    now_stored = (
        Publication.objects.select_for_update().only("state", "kind").get(pk=publication.pk)
    )
    publication.state = now_stored.state
    step = _step(publication, to, by)
    before, publication.state = publication.state, step.target
    if to == State.PUBLISHED:
        publication.published_at = published_at or publication.published_at or timezone.now()
        if publication.expires_at and publication.expires_at <= publication.published_at:
            publication.expires_at = None
    publication.save()
    Transition.objects.create(
        publication_id=publication.pk, from_state=before, to_state=step.target, word=word, by=by
    )
    revisions.record(publication, by=by, note=str(step.label))
