"""Deciding about a waiting change field by field: some go live, the others end with a word."""

from collections.abc import Callable, Collection, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.publishing import authorship, changes, revisions, workflow
from portal.publishing.errors import Clash, OutdatedBase, OwnText, StaleSave
from portal.publishing.models import ChangeDecision, ChangeSet, Publication, Revision, State
from portal.publishing.models.access import may_decide
from portal.publishing.models.revision import VersionData

# What was sent in; a draft or what has to be corrected is still its writer's.
SENT = (State.SUBMITTED, State.APPROVED)


def proposed_version(change: ChangeSet) -> Revision:
    """Return the version that is decided about, or was."""
    versions = change.revisions.order_by("-number")
    if change.decided_number is not None:
        versions = versions.filter(number=change.decided_number)
    return versions[0]


def units(publication: Publication, names: Collection[str]) -> list[tuple[str, ...]]:
    """Return the names as they are decided about.

    Each by itself, or as one with those it belongs to.
    """
    together = {name: group for group in publication.FIELD_GROUPS for name in group}
    found: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        found.setdefault(together.get(name, (name,)), []).append(name)
    return [tuple(unit) for unit in found.values()]


@transaction.atomic
def mark_as_seen(
    publication: Publication, *, by: User, change: ChangeSet | None = None
) -> ChangeSet | None:
    """Keep when somebody of the staff first opened the change that waits; its writers have not.

    Whoever has read the change passes it.
    """
    change = change or changes.open_change(publication)
    if change is None or change.state not in SENT or change.seen_at is not None:
        return change
    if not may_decide(by, publication) or by.pk in authorship.writers(publication):
        return change
    rows = ChangeSet.objects.filter(pk=change.pk, seen_at=None)
    if rows.update(seen_at=timezone.now(), seen_by=by):
        change.refresh_from_db()
    return change


@transaction.atomic
def decide(
    publication: Publication,
    *,
    accepted: Collection[str],
    refused: Mapping[str, str],
    by: User,
    seen: int,
    transition: Callable[..., object] = workflow.transition,
) -> ChangeSet:
    """Put the accepted fields and parts of a waiting change in place; the others end with a word.

    Every name in which it differs from the live text is decided about. Where all are refused, the
    change is discarded. `seen` is the page's version that the person had on screen; `transition`
    takes the step, for people past the checks. Raises StaleSave, OutdatedBase and OwnText,
    PermissionDenied, and ValidationError where the decision is incomplete or cannot stand.
    """
    page = workflow.locked(publication)
    change = _decidable(page, by=by, seen=seen)
    version = proposed_version(change)
    _check_divisible(change, version)
    live = revisions.snapshot(page)
    _check(page, revisions.changed_names(page, live, version.data), accepted, refused)
    _record_decisions(change, version, accepted, refused, by=by)
    if accepted and refused:
        data = revisions.with_names(page, live, version.data, accepted)
        _record_accepted_part(page, change, data, by=by)
    target = State.PUBLISHED if accepted else State.DISCARDED
    _take_step(transition, publication, to=target, by=by, comment=_in_words(refused))
    # After the step, which moves the generation on: each locks a row that others wait for.
    decided = {"accepted": sorted(accepted), "refused": dict(refused)}
    record(Action.CHANGED, subject=change, by=by, new=decided)
    change.refresh_from_db()
    return change


def _decidable(page: Publication, *, by: User, seen: int) -> ChangeSet:
    """Return the change that this person may decide about now."""
    if not may_decide(by, page):
        raise PermissionDenied
    if seen != page.revision_number:
        raise StaleSave
    change = changes.open_change(page)
    if change is None or change.state not in SENT:
        raise ValidationError(_("No change waits here for a decision any more."), code="no_step")
    if change.is_outdated(page):
        raise OutdatedBase
    if by.pk in authorship.writers(page):
        raise OwnText
    return change


def _check_divisible(change: ChangeSet, version: Revision) -> None:
    """Refuse a change that can only be decided as one."""
    if any(version.data.get("batches", {}).values()):
        raise ValidationError(_("A change with rows is decided as a whole."), code="batches")
    if change.is_for_later:
        # Approved for then it would stay open, and its decisions stand in the way of the next.
        raise ValidationError(
            _("A change with a moment to come is decided as a whole; or take the moment away."),
            code="later",
        )


def _check(
    page: Publication, names: list[str], accepted: Collection[str], refused: Mapping[str, str]
) -> None:
    """Refuse what is no decision about all that differs."""
    decided = [*accepted, *refused]
    if sorted(decided) != sorted(names):
        raise ValidationError(_("Decide about each of the fields."), code="incomplete")
    for unit in units(page, names):
        if len({name in refused for name in unit}) > 1:
            raise ValidationError(_("These fields are decided about together."), code="together")
    if not all(comment.strip() for comment in refused.values()):
        raise ValidationError(_("Write a word on why."), code="comment")


def _record_decisions(
    change: ChangeSet,
    version: Revision,
    accepted: Collection[str],
    refused: Mapping[str, str],
    *,
    by: User,
) -> None:
    # Before the step, so that whoever is told of it can tell what was decided.
    rows = [
        ChangeDecision(change_set=change, field=name, accepted=True, by=by) for name in accepted
    ]
    rows += [
        ChangeDecision(
            change_set=change, field=name, accepted=False, comment=comment.strip(), by=by
        )
        for name, comment in refused.items()
    ]
    ChangeDecision.objects.bulk_create(rows)
    ChangeSet.objects.filter(pk=change.pk).update(decided_number=version.number)


def _record_accepted_part(
    page: Publication, change: ChangeSet, data: VersionData, *, by: User
) -> None:
    """Record the version with what was accepted; who decides has not written in the text."""
    note = _("Accepted in part")
    revisions.record(page, by=by, note=note, data=data, change_set=change, is_step=True)


def _take_step(transition: Callable[..., object], publication: Publication, **step: object) -> None:
    """Let the change go live or end; refuse the decision where it cannot go by itself."""
    try:
        with transaction.atomic():
            transition(publication, **step)
    except Clash as error:
        # What is accepted does not go with what stays, or with other pages.
        why = _("%(why)s Nothing was decided.") % {"why": " ".join(error.messages)}
        raise ValidationError(why, code="apart") from error


def _in_words(refused: Mapping[str, str]) -> str:
    """Return the words on all that was refused, each once, for the record of the step."""
    return "\n".join(dict.fromkeys(comment.strip() for comment in refused.values()))
