"""Saving and sending what an enterprise typed: some fields go live at once, the rest waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.recording import record_saved
from portal.audit.values import snapshot
from portal.editing.checks.violations import Violation
from portal.editing.publish_checks import check
from portal.publishing import applying, changes, revisions, workflow
from portal.publishing.errors import StaleSave
from portal.publishing.models import ChangeSet, Publication, Revision, State
from portal.publishing.models.revision import VersionData as Data


@dataclass(frozen=True, slots=True)
class Text:
    """A page's text as its enterprise has it: what waits for a decision, else what readers see."""

    number: int
    data: Data
    change: ChangeSet | None

    def value(self, page: Publication, name: str) -> Any:
        """Return the plain value of a field, or the rows of a part."""
        return _value(page, self.data, name)


@dataclass(frozen=True, slots=True)
class SaveResult:
    """The result of saving typed values, by the names of the fields."""

    at_once: frozenset[str] = frozenset()
    waits: frozenset[str] = frozenset()
    # The page is no page of readers yet: its text was simply written.
    written: frozenset[str] = frozenset()
    # Nothing of the request was left that differs from the public page.
    is_dropped: bool = False


class EditConflict(StaleSave):
    """A colleague has saved other words in the same fields; both are kept until one is chosen."""

    def __init__(self, names: Iterable[str], text: Text) -> None:
        super().__init__()
        self.names, self.text = tuple(names), text


def text_of(page: Publication) -> Text:
    """Return the text that the next edit begins from."""
    if version := own_pending_version(page):
        return Text(version.number, version.data, version.change_set)
    number = page.live_number if page.state == State.PUBLISHED else page.revision_number
    return Text(number or 0, revisions.snapshot(page), None)


def own_pending_version(page: Publication) -> Revision | None:
    """Return the newest text of the request that waits; what the staff prepares is not theirs."""
    version = changes.pending_version(page) if page.state == State.PUBLISHED else None
    change = version.change_set if version is not None else None
    if change is None or change.is_by_staff:
        return None
    change.publication = page
    return version


def text_of_version(page: Publication, number: int) -> Data | None:
    """Return the text of a version; None where there is no such version."""
    rows = Revision.objects.filter(publication_id=page.pk, number=number)
    return rows.values_list("data", flat=True).first()


@transaction.atomic
def propose(
    page: Publication, typed: Mapping[str, object], *, by: User, seen: int | None = None
) -> SaveResult:
    """Take in the plain values that were typed over the version `seen`.

    Of a live page some fields are live at once; the others wait as one request, which further
    edits join, and which ends where nothing of it differs from the live text any more. A draft is
    written. Raises EditConflict where a colleague saved otherwise in the same fields meanwhile,
    ValidationError where the page is closed, and PermissionDenied where it is not theirs.
    """
    page = workflow.locked(page)
    if not page.is_kept_by(by):
        raise PermissionDenied
    text = text_of(page)
    _refuse_conflict(page, text, typed, seen=seen)
    new = {name: value for name, value in typed.items() if text.value(page, name) != value}
    if page.state != State.PUBLISHED:
        return _write(page, new, by=by)
    at_once = {
        name: value for name, value in new.items() if name in settings.ENTERPRISE_FIELDS_AT_ONCE
    }
    if at_once:
        changes.apply_at_once(page, at_once, by=by, note=_("Put in place at once"))
    waits = {name: value for name, value in new.items() if name not in at_once}
    is_waiting = _request_change(page, waits, by=by) if waits else False
    return SaveResult(
        frozenset(at_once), frozenset(waits if is_waiting else ()), is_dropped=is_waiting is None
    )


def _refuse_conflict(
    page: Publication, text: Text, typed: Mapping[str, object], *, seen: int | None
) -> None:
    """Refuse where the text is neither the one seen nor the one typed, field by field."""
    before = text_of_version(page, seen) if seen not in (None, text.number) else None
    if before is None:
        return

    def is_of_others(name: str) -> bool:
        then = _value(page, before, name)
        return text.value(page, name) not in (typed.get(name, then), then)

    # A field that means nothing without another, as a picture's words, is not about a new one.
    together = {name: group for group in page.FIELD_GROUPS for name in group}
    names = [name for name in typed if any(map(is_of_others, together.get(name, (name,))))]
    if names:
        raise EditConflict(names, text)


def _write(page: Publication, new: Mapping[str, object], *, by: User) -> SaveResult:
    if page.state == State.BINNED:
        raise ValidationError(
            _(
                "The page is in the bin, so nothing is saved in it. Ask the department to restore "
                "it."
            ),
            code="closed",
        )
    if page.state == State.APPROVED:
        raise ValidationError(
            _("The department has approved the page as it is. Take it back first."), code="closed"
        )
    if new:
        applying.apply_revision(page, with_values(page, revisions.snapshot(page), new))
        revisions.record(page, by=by)
    return SaveResult(written=frozenset(new))


def _request_change(page: Publication, waits: Mapping[str, object], *, by: User) -> bool | None:
    """Let the values wait for a decision: whether they do; None where the request has ended."""
    text, live = text_of(page), revisions.snapshot(page)
    data = with_values(page, text.data, waits)
    if not revisions.changed_names(page, live, data):
        if text.change is None:
            return False
        comment = _("Nothing was left that differs from the public page.")
        workflow.transition(page, to=State.DISCARDED, by=by, comment=comment)
        return None
    change = changes.open_change(page)
    if change is not None and change.is_by_staff:
        raise ValidationError(
            _(
                "The department is preparing a change of this page itself. Write to it what should "
                "be changed, or send this again when its change is on the page."
            ),
            code="prepared",
        )
    changes.propose(page, data, by=by)
    change = changes.open_change(page)
    if change is not None and change.state in (State.DRAFT, State.CHANGES_ASKED):
        workflow.transition(page, to=State.SUBMITTED, by=by)
    return True


@transaction.atomic
def save_contact(
    contact: Any, changed: Iterable[str], *, by: User, needs_way: bool = False
) -> None:
    """Save whom to call about a page, under the page's key: not public, so it waits for nobody.

    Of a row that is there only the `changed` fields are written: the others may be newer there.
    Where a way to call is needed, and two half changes would leave none, both are as sent last;
    what was erased meanwhile does not come back.
    """
    # Two who name somebody at once come one after the other.
    Publication.objects.select_for_update(no_key=True).only("pk").get(pk=contact.pk)
    stored = type(contact)._default_manager.filter(pk=contact.pk).first()
    before = snapshot(stored) if stored is not None else {}
    row: Any = stored or contact
    had_way = stored is not None and needs_way and bool(stored.phone or stored.email)
    for name in changed:
        setattr(row, name, getattr(contact, name))
    if had_way and not (row.phone or row.email):
        row.phone, row.email = contact.phone, contact.email
    row.save()
    record_saved(row, before=before, by=by)


def _value(page: Publication, data: Data, name: str) -> Any:
    if name in page.PARTS:
        return data["parts"].get(name, [])
    field: Any = page._meta.get_field(name)
    return data["fields"].get(field.attname)


def with_values(page: Publication, data: Data, new: Mapping[str, object]) -> Data:
    """Return the text with the new values replaced."""
    columns = {
        page._meta.get_field(name).attname: value  # type: ignore[union-attr]  # no reverse relation
        for name, value in new.items()
        if name not in page.PARTS
    }
    parts: dict[str, Any] = {name: rows for name, rows in new.items() if name in page.PARTS}
    return {**data, "fields": data["fields"] | columns, "parts": data["parts"] | parts}


def take_desk_step(
    publication: Publication, *, to: State, by: User, comment: str = "", seen: int | None = None
) -> None:
    """Take a step of an enterprise's desk.

    What is sent passes the checks of what the staff publishes, so that nobody waits days to read
    that a summary is missing; raises ValidationError that names what is to be mended.
    """
    if to == State.SUBMITTED and (blocking := [each for each in check(publication) if each.blocks]):
        named = " ".join(
            f"({number}) {_in_words_of_desk(publication, each)}"
            for number, each in enumerate(blocking, 1)
        )
        raise ValidationError(_("Not sent yet. Please mend this first: %s") % named)
    workflow.transition(publication, to=to, by=by, comment=comment, seen=seen)


def _in_words_of_desk(page: Publication, violation: Violation) -> str:
    """Return what is to be mended, in which field of the desk's form, and what to do about it."""
    advice = violation.advice
    if violation.offer:
        # The staff's form converts letters by itself; on the desk they are typed anew.
        advice = _("Convert it to Unicode, with UniKey for example, and paste it again.")
    words = f"{violation.message} {advice}"
    if violation.is_beside_body or violation.field in page.PARTS:
        return words  # The rule has named it.
    label = getattr(page, "DESK_LABELS", {}).get(violation.field)
    field: Any = page._meta.get_field(violation.field)
    return f"“{label or capfirst(str(field.verbose_name))}”: {words}"
