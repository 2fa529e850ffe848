"""Pending changes to live pages: proposed, read by staff, put in place or discarded."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.publishing import applying, corrections, links, revisions
from portal.publishing.dry_run import allow_live_writes, dry_run
from portal.publishing.errors import OutdatedBase
from portal.publishing.models import ChangeSet, Publication, Revision, State, Transition
from portal.publishing.models.revision import VersionData
from portal.publishing.models.state import OPEN


def open_change(publication: Publication) -> ChangeSet | None:
    """Return the change that waits on this page, if one does."""
    return publication.change_sets.filter(state__in=OPEN).first()


def state_at_hand(publication: Publication, change: ChangeSet | None) -> State:
    """Return where the text at hand stands: that of the change that waits, else the page's own."""
    return State(change.state if change is not None else publication.state)


def pending_version(publication: Publication) -> Revision | None:
    """Return the newest text of the change that waits on this page."""
    return pending_versions([publication.pk]).get(publication.pk)


def pending_versions(keys: Iterable[int]) -> dict[int, Revision]:
    """Return the newest text of each change that waits on one of these pages, by the page's key."""
    newest = (
        Revision.objects.filter(publication_id__in=list(keys), change_set__state__in=OPEN)
        .select_related("change_set__opened_by", "change_set__seen_by")
        .order_by("publication_id", "-number")
        .distinct("publication_id")
    )
    return {version.publication_id: version for version in newest}


def live_version(publication: Publication) -> Revision | None:
    """Return the version that readers see."""
    return publication.revisions.filter(number=publication.live_number or 0).first()


def pending_and_live(publication: Publication) -> tuple[Revision | None, Revision | None]:
    """Return the newest text that waits on this page and the one that readers see; one query."""
    waiting = publication.revisions.filter(change_set__state__in=OPEN).order_by("-number")
    live = publication.live_number or 0
    rows = publication.revisions.filter(Q(number=live) | Q(pk__in=waiting.values("pk")[:1]))
    found = {
        row.number == live: row
        for row in rows.select_related("change_set__opened_by", "change_set__seen_by")
    }
    return found.get(False), found.get(True)


@transaction.atomic
def propose(
    publication: Publication, data: VersionData, *, by: User | None, note: str = ""
) -> Revision:
    """Keep `data` as the newest text of the change to a live page; readers see no difference.

    Opens the change where none waits; else joins it, on today's live version, and its batches of
    rows stay with it. Raises StaleSave, and ValidationError where the text and those rows do not
    go together: they are tried in a dry run, so what cannot be put in place is never kept.
    """
    # The page before its change: steps lock them in this order, too.
    publication.lock()
    return propose_on(publication, pending_version(publication), data, by=by, note=note)


@transaction.atomic
def propose_on(
    publication: Publication,
    waiting: Revision | None,
    data: VersionData,
    *,
    by: User | None,
    note: str = "",
    is_step: bool = False,
) -> Revision:
    """Keep `data` as `propose` does, on a page that the caller's transaction has locked.

    `waiting` is the pending version as it was read since; `is_step` says that no text was written.
    """
    change = waiting.change_set if waiting is not None else None
    if waiting is not None and "batches" not in data:
        data = data | {"batches": waiting.data.get("batches", {})}
    if any(data.get("batches", {}).values()):
        with dry_run():
            page = type(publication)._base_manager.get(pk=publication.pk)
            applying.apply_revision(page, data, is_locked=True)
    is_first = change is None
    if change is None:
        change = ChangeSet.objects.create(
            publication_id=publication.pk, base_number=publication.live_number or 0, opened_by=by
        )
    else:
        _reopen(publication, change, by=by)
    return revisions.record(
        publication,
        by=by,
        note=note,
        data=data,
        change_set=change,
        is_step=is_step,
        is_locked=True,
        is_first=is_first,
    )


@transaction.atomic
def propose_rows(
    publication: Publication,
    name: str,
    rows: list[dict[str, object]],
    *,
    by: User | None,
    note: str = "",
) -> Revision:
    """Keep a batch of rows: at once on a draft, as part of the pending change on a live page.

    `name` is one of the kind's BATCHES. A row takes the place of one that waits under the same
    key of BATCH_KEYS: what readers never saw is written over. One that says `dropped` only takes
    the waiting one away. Raises StaleSave, and what putting the rows refuses.
    """
    if publication.state != State.PUBLISHED:
        applying.apply_batch(publication, name, rows)
        return revisions.record(publication, by=by, note=note)
    waiting = pending_version(publication)
    data = revisions.snapshot(publication) if waiting is None else copy(waiting.data)
    batches = dict(data.get("batches", {}))
    batches[name] = [
        *remaining_rows(publication, name, batches.get(name, []), rows),
        *(row for row in rows if not row.get("dropped")),
    ]
    data["batches"] = batches
    return propose(publication, data, by=by, note=note)


def remaining_rows(
    publication: Publication,
    name: str,
    waiting: list[dict[str, object]],
    rows: list[dict[str, object]],
) -> list[dict[str, object]]:
    """Return the rows of a waiting batch whose place none of the new `rows` takes."""
    columns = publication.BATCH_KEYS.get(name)
    if columns is None:
        return waiting
    taken = {tuple(row[column] for column in columns) for row in rows}
    return [row for row in waiting if tuple(row[column] for column in columns) not in taken]


def _reopen(publication: Publication, change: ChangeSet, *, by: User | None) -> None:
    """Let a change go on with another text: on today's live version, and approved no longer."""
    # Who saves has seen the live text beside his own: that is the new base.
    change.base_number = publication.live_number or 0
    if change.state == State.APPROVED:
        change.state = State.DRAFT
        Transition.objects.create(
            publication_id=publication.pk,
            change_set=change,
            from_state=State.APPROVED,
            to_state=State.DRAFT,
            comment=_("The text was changed after it was approved."),
            by=by,
        )
    change.save(update_fields=["base_number", "state"])


@transaction.atomic
def apply_at_once(
    publication: Publication, fields: Mapping[str, object], *, by: User | None, note: str = ""
) -> Revision:
    """Make plain `fields` of a live page live without a decision, as a version of its own.

    A change that waits goes on with them, on the new live version: it stays as decidable as it
    was. Raises StaleSave, and ValidationError where the page is not live or refuses the fields.
    """
    publication.lock()
    page = type(publication)._base_manager.get(pk=publication.pk)
    if page.state != State.PUBLISHED:
        raise ValidationError(_("Only a published page has something to put in place at once."))
    base, old = page.live_number, _plain_of(page, fields)
    applying.fields_from_plain(page, fields)
    _check_fields(page, fields)
    with allow_live_writes():
        page.save(is_locked=True)
    version = revisions.record(page, by=by, note=note, is_locked=True)
    record(Action.CHANGED, subject=page, by=by, old=old, new=_plain_of(page, fields))
    _carry_over(page, _plain_of(page, fields), base=base, by=by)
    publication.refresh_from_db(fields=[*fields, "revision_number", "live_number"])
    return version


def _plain_of(page: Publication, names: Iterable[str]) -> dict[str, Any]:
    columns: Iterable[Any] = map(page._meta.get_field, names)
    return {field.name: revisions.plain_value(field, page) for field in columns}


def _check_fields(page: Publication, names: Iterable[str]) -> None:
    """Refuse what was typed, and nothing that has stood in the other fields for years."""
    others = {field.name for field in page._meta.fields} - set(names)
    page.clean_fields(exclude=others)
    page.validate_constraints(exclude=others)


def _carry_over(
    page: Publication, fields: Mapping[str, object], *, base: int | None, by: User | None
) -> None:
    """Let the change that waits on a page go on with fields that are live now."""
    version = pending_version(page)
    if version is None or version.change_set is None or version.change_set.base_number != base:
        # What was outdated before stays so: nobody has compared it.
        return
    version.change_set.base_number = page.live_number or 0
    version.change_set.save(update_fields=["base_number"])
    revisions.record(
        page,
        by=by,
        note=_("Goes on with what is live now"),
        data=version.data | {"fields": version.data["fields"] | fields},
        change_set=version.change_set,
        is_step=True,
        is_locked=True,
    )


def show_in_place(page: Publication, data: VersionData) -> str:
    """Let a dry run show a change in its place; return why, where it no longer goes with the site.

    The owned rows are the change's all the same, where they can be; its batches are left out.
    """
    try:
        with transaction.atomic():
            applying.apply_revision(page, data)
    except ValidationError as error:
        text = _("The change that waits cannot be put in place any more: %(reason)s")
        misfit = text % {"reason": " ".join(error.messages)}
    else:
        return ""
    with suppress(ValidationError), transaction.atomic():
        applying.apply_parts(page, data | {"batches": {}})
    return misfit


def publish_change(publication: Publication, change: ChangeSet, *, by: User | None) -> None:
    """Make the text of a change the live one; inside the transaction of the step that says so.

    Raises OutdatedBase where the page has moved on since.
    """
    if change.is_outdated(publication):
        raise OutdatedBase
    version = change.revisions.order_by("-number").first()
    assert version is not None  # noqa: S101  # a change is opened with its first text
    close(change, State.PUBLISHED, by=by)
    was_seen = publication.was_seen()
    with allow_live_writes():
        applying.apply_revision(publication, version.data, is_locked=True)
        corrections.take_up(publication, was_seen=was_seen, earlier=change.base_number)
    revisions.record(
        publication,
        by=by,
        note=_("Change put in place"),
        change_set=change,
        is_step=True,
        is_locked=True,
    )


def close(change: ChangeSet, state: State, *, by: User | None, comment: str = "") -> None:
    """End a change: it is in place, or it is discarded."""
    change.state, change.decided_at, change.decided_by = state, timezone.now(), by
    change.comment = comment or change.comment
    change.save(update_fields=["state", "decided_at", "decided_by", "comment"])
    if state == State.DISCARDED:
        links.delete_pending(change.publication_id)
