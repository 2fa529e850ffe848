"""The life of a publication and of a change to it: taking each step, and what it asks for."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.publishing import changes, corrections, remarks, revisions, scheduling
from portal.publishing.authorship import writers
from portal.publishing.errors import OtherSection, OwnPage, OwnText, StaleSave
from portal.publishing.models import (
    ChangeSet,
    ForcedPublication,
    Publication,
    State,
    Transition,
)
from portal.publishing.models.access import limits_of
from portal.publishing.permissions import ends_request, is_open, leads_elsewhere
from portal.publishing.signals import transitioned
from portal.publishing.steps import STEPS, Step


def _waiting(publication: Publication) -> ChangeSet | None:
    """Return the change that steps are about.

    On a page that is not live, steps are the page's own.
    """
    return changes.open_change(publication) if publication.state == State.PUBLISHED else None


@transaction.atomic
def transition(
    publication: Publication,
    *,
    to: State,
    by: User | None,
    published_at: datetime | None = None,
    comment: str = "",
    force: str = "",
    seen: int | None = None,
) -> Step:
    """Take a step in the life of a page, or of the change that waits on it, and record who did.

    `seen` is the version that the person had on screen. `force` is the written reason for
    publishing one's own text. Publishing without a moment means now; one to come schedules it, and
    with an approval it is kept for who publishes.
    A change with a moment to come is approved instead, and takes effect then: see `due`.
    Without `by` it is the site's own work: a command that the operator runs.
    Raises ValidationError where the step does not exist from here, lacks its word or is for
    another to take (OwnText, OwnPage, OtherSection), StaleSave and OutdatedBase where the text has
    moved on, and PermissionDenied where it is not this person's step.
    """
    fresh = _locked_as_seen(publication, seen)
    change = _waiting(fresh)
    step = _find(fresh, change, scheduling.target_now(change, to, by), by)
    forced = _check(fresh, step, change, by=by, comment=comment, force=force.strip())
    moved = change if step.subject == "change" else None
    old_state = (moved or fresh).state
    if moved is None:
        _move_page(fresh, step, by, published_at)
    else:
        _move_change(fresh, moved, step, by, comment)
    _keep_step(fresh, moved, old_state, step, by=by, comment=comment, forced=forced)
    _copy(fresh, publication)
    return step


def _locked_as_seen(publication: Publication, seen: int | None) -> Publication:
    fresh = locked(publication)
    if seen is not None and seen != fresh.revision_number:
        raise StaleSave
    return fresh


def locked(publication: Publication) -> Publication:
    """Return the page as it is now, locked."""
    return type(publication).objects.locked().get(pk=publication.pk)


def _keep_step(
    publication: Publication,
    change: ChangeSet | None,
    old_state: str,
    step: Step,
    *,
    by: User | None,
    comment: str,
    forced: str,
) -> None:
    """Write down that a step was taken, end what it ends, and let other apps hear of it."""
    taken = Transition.objects.create(
        publication_id=publication.pk,
        change_set=change,
        from_state=old_state,
        to_state=step.target,
        comment=comment or forced,
        by=by,
    )
    _write_down(publication, taken, forced)
    if step.target in (State.PUBLISHED, State.DISCARDED):
        remarks.close_unresolved(publication, by=by)
    transitioned.send(type(publication), publication=publication, transition=taken)


def _write_down(publication: Publication, taken: Transition, forced: str) -> None:
    # The steps can be taken away with their page by who owns the tables; the record cannot.
    what = {"step": taken.pk, "state": str(taken.to_state), "comment": taken.comment}
    if forced:
        what["forced"] = forced
    if taken.change_set_id is not None:
        what["change"] = taken.change_set_id
    old = {"state": str(taken.from_state)}
    record(Action.STEP, subject=publication, by=taken.by, old=old, new=what)


def _find(publication: Publication, change: ChangeSet | None, to: State, by: User | None) -> Step:
    # While a change waits, a step is the change's; the page itself can only be withdrawn.
    subject = "change" if change is not None and to != State.WITHDRAWN else "page"
    state = change.state if change is not None and subject == "change" else publication.state
    for step in STEPS:
        if step.subject == subject and step.target == to and state in step.sources:
            if by is not None and not is_open(step, by, publication, change):
                raise PermissionDenied
            return step
    raise ValidationError(
        _("This is “%(state)s” now; that step cannot be taken. Load the page again."),
        params={"state": State(state).label},
        code="no_step",
    )


def _check(
    publication: Publication,
    step: Step,
    change: ChangeSet | None,
    *,
    by: User | None,
    comment: str,
    force: str,
) -> str:
    """Refuse a step that lacks its word or is for another to take; return why it is forced."""
    _check_comment(step, by, publication, change, comment)
    forced = _check_eyes(publication, step, change, by, force)
    _check_section(publication, step, change, by)
    remarks.refuse_blocked(publication, decides=step.decides and by is not None)
    return forced


def _check_comment(
    step: Step, by: User | None, publication: Publication, change: ChangeSet | None, comment: str
) -> None:
    """Nothing is asked for again, taken away or refused without a word on why."""
    if by is None or comment.strip():
        return
    if step.needs_comment or ends_request(step, by, publication, change):
        raise ValidationError(_("Write a word on why."), code="comment")


def _check_eyes(
    publication: Publication, step: Step, change: ChangeSet | None, by: User | None, force: str
) -> str:
    """Nobody approves their own text or page; a text forced with a reason is marked.

    The reason, or nothing.
    """
    already_approved = publication.state == State.APPROVED and step.subject == "page"
    if by is None or not step.decides or already_approved:
        return ""
    if publication.is_kept_by(by):
        # Whatever other rights they have, and whoever of theirs wrote it.
        raise OwnPage
    if by.pk not in writers(publication):
        return ""
    if not force or not _goes_out(step, change):
        raise OwnText
    ForcedPublication.objects.create(publication_id=publication.pk, by=by, reason=force)
    return force


def _goes_out(step: Step, change: ChangeSet | None) -> bool:
    """Return whether readers get the text by this step: at once, or at the change's own moment."""
    at_its_moment = change is not None and change.is_for_later and step.target == State.APPROVED
    return step.target == State.PUBLISHED or at_its_moment


def _check_section(
    publication: Publication, step: Step, change: ChangeSet | None, by: User | None
) -> None:
    """Nobody decides for a section beyond their own, nor by a change that leads into one."""
    if by is None or change is None or step.subject != "change" or not step.decides:
        return
    if not limits_of(by):
        return
    version = change.revisions.order_by("-number").first()
    if version is not None and leads_elsewhere(publication, version, by):
        raise OtherSection


def _move_page(
    publication: Publication, step: Step, by: User | None, published_at: datetime | None
) -> None:
    was_seen = publication.was_seen()
    publication.state = step.target
    if step.target == State.PUBLISHED:
        # What was withdrawn is not offered again beside what takes its place.
        corrections.take_up(publication, was_seen=was_seen)
        _set_moment(publication, published_at or publication.published_at or timezone.now())
        # Who publishes it vouches for it anew.
        publication.lapses_at = None
    elif step.target == State.APPROVED and published_at is not None:
        _keep_moment(publication, published_at)
    revisions.begin(publication, by=by)
    # Only publishing changes what is worked out: the date, and numbers that are quoted.
    publication.save(is_locked=True, is_derived=step.target != State.PUBLISHED)
    revisions.record(publication, by=by, note=str(step.label), is_step=True, is_begun=True)


def _keep_moment(publication: Publication, moment: datetime) -> None:
    """Keep a moment to come for who publishes; nothing else that was typed is dropped for it."""
    end = publication.expires_at
    if moment <= timezone.now():
        publication.published_at = None
    elif end is not None and end <= moment:
        raise ValidationError(
            _(
                "It is to be hidden at %(at)s, before it would appear: choose an earlier moment, "
                "or ask its writer to change when it is hidden."
            ),
            params={"at": scheduling.in_words(end)},
            code="hidden",
        )
    else:
        publication.published_at = moment


def _set_moment(publication: Publication, moment: datetime) -> None:
    publication.published_at = moment
    if publication.expires_at and publication.expires_at <= moment:
        publication.expires_at = None


def _move_change(
    publication: Publication, change: ChangeSet, step: Step, by: User | None, comment: str
) -> None:
    if step.target == State.PUBLISHED:
        changes.publish_change(publication, change, by=by)
    elif step.target == State.DISCARDED:
        changes.close(change, State.DISCARDED, by=by, comment=comment)
    else:
        change.state, change.comment = step.target, comment
        if not change.is_for_later:
            # A moment that has passed would make an approval a publication.
            change.publish_at = None
        change.save(update_fields=["state", "comment", "publish_at"])
    scheduling.ask_for_turn(change)


def _copy(source: Publication, target: Publication) -> None:
    """Let the caller's object know what the rows are now."""
    for field in source._meta.concrete_fields:
        if field.attname in source.__dict__:
            setattr(target, field.attname, source.__dict__[field.attname])
    target._stored_path = source._stored_path
    target._stored_section_id = source._stored_section_id
