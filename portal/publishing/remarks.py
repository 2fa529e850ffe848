"""Remarks of reviewers about passages of a text that waits: written, mended, closed, blocking."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import EDIT
from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.text.html import paragraphs_of
from portal.kit.text.normalize import nfc
from portal.media.richtext.fields import RichTextField
from portal.publishing import authorship, changes, permissions, workflow
from portal.publishing.errors import BlockedByRemarks
from portal.publishing.models import ChangeSet, Publication, Remark, Revision, State
from portal.publishing.models.access import works_in
from portal.publishing.models.remark import RemarkState
from portal.publishing.models.state import OPEN

MAX_UNRESOLVED = 100
MAX_LENGTH = 2000
MAX_QUOTE = 1000


def may_remark(user: User, publication: Publication, change: ChangeSet | None) -> bool:
    """Return whether somebody reviews here: who may ask for changes may say where.

    Of what an enterprise has sent in, each field is decided about with a word instead: its people
    do not see the staff's remarks.
    """
    if not (user.has_perm(EDIT) and works_in(user, publication.section_id)):
        return False
    if change is None:
        return publication.state in OPEN
    return change.opened_by is None or change.opened_by.is_staff


def may_mend(user: User, publication: Publication) -> bool:
    """Return whether somebody may say that a remark is seen to: who may write the text."""
    return permissions.may_write(user, publication)


def may_close(user: User, remark: Remark, publication: Publication, writers: set[int]) -> bool:
    """Return whether somebody may end a remark.

    Who made it, or a reviewer who has not written here.
    """
    if remark.by_id == user.pk:
        return True
    change = remark.change_set
    return may_remark(user, publication, change) and user.pk not in writers


@transaction.atomic
def add(
    publication: Publication,
    *,
    by: User,
    text: str,
    field: str = "",
    quote: str = "",
    blocks: bool = False,
) -> Remark:
    """Keep a remark about the text that waits, at a passage that stands in it.

    Raises PermissionDenied for who does not review here, ValidationError where nothing is said,
    the passage is not in the text, or what is approved shall be blocked.
    """
    page = workflow.locked(publication)
    change = changes.open_change(page) if page.state == State.PUBLISHED else None
    if not may_remark(by, page, change) or (page.state == State.PUBLISHED and change is None):
        raise PermissionDenied
    cleaned, quoted = nfc(text).strip(), " ".join(nfc(quote).split())
    _check(page, change, cleaned, quoted, blocks=blocks)
    place = field if not quoted else _place_of(page, field, quoted)
    remark = Remark.objects.create(
        publication_id=page.pk,
        change_set=change,
        number=page.revision_number,
        field=place,
        quote=quoted,
        text=cleaned,
        blocks=blocks,
        by=by,
    )
    values = {"page": str(page), "field": place, "quote": quoted, "text": cleaned, "blocks": blocks}
    record(Action.ADDED, subject=remark, by=by, new=values)
    return remark


def _check(
    page: Publication, change: ChangeSet | None, cleaned: str, quoted: str, *, blocks: bool
) -> None:
    if not cleaned:
        raise ValidationError(_("Write what you remark."), code="empty")
    if len(cleaned) > MAX_LENGTH or len(quoted) > MAX_QUOTE:
        raise ValidationError(_("This is too long for a remark; say it in two."), code="long")
    if page.remarks.unresolved().count() >= MAX_UNRESOLVED:
        raise ValidationError(_("So many remarks stand here already; close some first."))
    if blocks:
        _refuse_on_approved(page, change)


def _refuse_on_approved(page: Publication, change: ChangeSet | None) -> None:
    """Let nothing block what is decided on: it would go out all the same, or hold a bundle up."""
    if changes.state_at_hand(page, change) == State.APPROVED:
        raise ValidationError(
            _("It is approved already: ask for changes, then no remark has to block."),
            code="approved",
        )


def waiting_version(publication: Publication) -> Revision | None:
    """Return the newest text of the change that waits on a live page.

    A text of its own has none.
    """
    is_live = publication.state == State.PUBLISHED
    return changes.pending_version(publication) if is_live else None


def passages(publication: Publication, version: Revision | None) -> dict[str, list[str]]:
    """Return what can be remarked on in the text that waits.

    Of each field its paragraphs, as read.
    """
    fields = version.data["fields"] if version is not None else {}
    found: dict[str, list[str]] = {}
    for column in publication._meta.concrete_fields:
        if not isinstance(column, models.TextField) and column.name != "title":
            continue
        if not column.editable:
            continue
        value = fields.get(column.attname, getattr(publication, column.attname))
        if paragraphs := _paragraphs(column, value):
            found[column.name] = paragraphs
    return found


def _paragraphs(column: models.Field[Any, Any], value: object) -> list[str]:
    text = str(value or "")
    if isinstance(column, RichTextField):
        return paragraphs_of(text)
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]


def _place_of(page: Publication, field: str, quoted: str) -> str:
    """Return the field in which the quoted words stand.

    ValidationError where they stand in none.
    """
    for name, paragraphs in passages(page, waiting_version(page)).items():
        if (not field or name == field) and quoted in " ".join(paragraphs):
            return name
    raise ValidationError(
        _("These words do not stand in the text: “%(quote)s”. Copy them from it."),
        params={"quote": quoted},
        code="no_such_passage",
    )


def is_found(remark: Remark, texts: dict[str, list[str]]) -> bool:
    """Return whether the passage still stands where it was remarked on."""
    return not remark.quote or remark.quote in " ".join(texts.get(remark.field, []))


@transaction.atomic
def move(remark: Remark, *, to: RemarkState, by: User) -> bool:
    """Call a remark mended, open again or closed; False where it stands so already.

    Raises PermissionDenied where it is not this person's to say, ValidationError where it would
    block again what is approved.
    """
    page = workflow.locked(remark.publication)
    fresh = Remark.objects.select_for_update().get(pk=remark.pk)
    if fresh.state == to:
        return False
    if to == RemarkState.FIXED:
        allowed = fresh.is_open and may_mend(by, page)
    else:
        allowed = may_close(by, fresh, page, authorship.writers(page))
    if not allowed or (fresh.state == RemarkState.CLOSED and to != RemarkState.OPEN):
        raise PermissionDenied
    if to == RemarkState.OPEN and fresh.blocks:
        _refuse_on_approved(page, fresh.change_set)
    old, fresh.state = fresh.state, to
    fresh.moved_at, fresh.moved_by = timezone.now(), by
    fresh.save(update_fields=["state", "moved_at", "moved_by"])
    values = {"state": str(to), "page": str(page)}
    record(Action.CHANGED, subject=fresh, by=by, old={"state": str(old)}, new=values)
    return True


def refuse_blocked(publication: Publication, *, decides: bool) -> None:
    """Refuse a step that lets a text through, where a remark blocks that; else do nothing."""
    if not decides:
        return
    blocking = Remark.objects.filter(publication_id=publication.pk).blocking()
    if texts := list(blocking.order_by("pk").values_list("text", flat=True)):
        raise BlockedByRemarks(texts)


def close_unresolved(publication: Publication, *, by: User | None) -> None:
    """Close what stands: the text that it was about is live now, or given up."""
    unresolved = Remark.objects.filter(publication_id=publication.pk).unresolved()
    unresolved.update(state=RemarkState.CLOSED, moved_at=timezone.now(), moved_by=by)
