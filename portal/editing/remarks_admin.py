"""Remarks about passages of a text in the admin: written where it is read, seen to at the form."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.editing.forms import refusal
from portal.editing.versions import VersionsMixin
from portal.kit.admin_pages import own_page
from portal.kit.text.numbers import parse_key
from portal.publishing import authorship, remarks
from portal.publishing.changes import state_at_hand
from portal.publishing.models import Publication, Remark, Revision, State
from portal.publishing.models.kinds import admin_address
from portal.publishing.models.remark import RemarkState

# The names of the fields in the form.
PASSAGE, QUOTE, TEXT, BLOCKS = "doan", "trich", "y-kien", "chan-duyet"
MOVES = {"_fixed": RemarkState.FIXED, "_reopen": RemarkState.OPEN, "_close": RemarkState.CLOSED}
# Passages to choose from; longer texts are quoted.
MAX_PASSAGES = 200
FROM = ("preview", "review", "change", "history")


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark as somebody sees it, with what they may do about it."""

    remark: Remark
    label: str
    is_found: bool
    may_mend: bool
    may_close: bool

    @property
    def alone(self) -> "list[RemarkLine]":
        """Return the line as a list, for a remark about no field."""
        return [self]


def label_of(page: Publication, field: str) -> str:
    """Return what the form calls a field; of the whole page nothing."""
    if not field:
        return ""
    column: Any = page._meta.get_field(field)
    name = str(getattr(column, "verbose_name", field))
    return name[:1].upper() + name[1:]


def remark_lines(
    user: User, page: Publication, version: Revision | None = None
) -> list[RemarkLine]:
    """Return the remarks that nobody has closed, in the order of the text's fields.

    `version` is the text that waits on a live page, where the caller has read it.
    """
    rows = page.remarks.unresolved().select_related("by", "moved_by", "change_set__opened_by")
    found = list(rows.order_by("pk"))
    if not found:
        return []
    texts = remarks.passages(page, version or remarks.waiting_version(page))
    writers = authorship.writers(page)
    mends = remarks.may_mend(user, page)
    order = [*texts, ""]
    lines = [
        RemarkLine(
            each,
            label_of(page, each.field),
            remarks.is_found(each, texts),
            mends and each.is_open,
            remarks.may_close(user, each, page, writers),
        )
        for each in found
    ]
    return sorted(lines, key=lambda line: _place(order, line.remark.field))


def _place(order: list[str], field: str) -> int:
    return order.index(field) if field in order else len(order)


def remarks_context(user: User, page: Publication, version: Revision | None) -> dict[str, Any]:
    """Return what the list of remarks, and the form for one more, need; `version` is what waits."""
    change = version.change_set if version is not None else None
    waits = change is not None or page.state != State.PUBLISHED
    may = waits and remarks.may_remark(user, page, change)
    return {
        "remarks": remark_lines(user, page, version),
        "may_remark": may,
        "passages": _to_choose(page, version) if may else [],
        "may_block": state_at_hand(page, change) != State.APPROVED,
    }


def _to_choose(page: Publication, version: Revision | None) -> list[tuple[str, str]]:
    """Return each paragraph with a value for the form and its first words."""
    found = [
        (f"{name}:{number}", f"{label_of(page, name)}: {Truncator(text).chars(70)}")
        for name, paragraphs in remarks.passages(page, version).items()
        for number, text in enumerate(paragraphs, 1)
    ]
    return found[:MAX_PASSAGES]


def attach_to_fields(form: BaseForm, lines: list[RemarkLine]) -> None:
    """Show each remark below the field that it is about, where its writer looks for it."""
    for name, field in form.fields.items():
        if own := [line for line in lines if line.remark.field == name]:
            shown = render_to_string(
                "admin/publishing/publication/field_remarks.html", {"lines": own}
            )
            # Escaped by its template.
            field.help_text = format_html("{}{}", field.help_text, shown)


def mark_mended(request: HttpRequest, page: Publication) -> None:
    """Call the remarks mended that were ticked with a save; what is not the writer's stays open."""
    ticked = {key for number in request.POST.getlist("_fixed") if (key := parse_key(number))}
    if not ticked:
        return
    for remark in page.remarks.filter(pk__in=ticked, state=RemarkState.OPEN):
        with suppress(PermissionDenied):
            remarks.move(remark, to=RemarkState.FIXED, by=staff(request))


class RemarksMixin(VersionsMixin):
    """Adds the address to which remarks are sent to the admin of a kind."""

    @own_page("<path:object_id>/y-kien/", "remarks")
    def remarks_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Keep a remark, or take a step with one; then back to where it was sent from."""
        page = self._page(request, object_id)
        if request.method != "POST":
            raise Http404
        try:
            message = self._take(request, page)
        except ValidationError as error:
            self.message_user(request, refusal(error, request.POST.get(TEXT, "")), messages.ERROR)
        else:
            self.message_user(request, message, messages.SUCCESS)
        view = request.POST.get("_from", "")
        address = admin_address(page.kind, page.pk, view=view if view in FROM else "preview")
        return HttpResponseRedirect(f"{address}#y-kien")

    def _take(self, request: HttpRequest, page: Publication) -> str:
        for name, state in MOVES.items():
            if name in request.POST:
                return _move(request, page, request.POST[name], state)
        if "_add" not in request.POST:
            raise PermissionDenied
        field, quote = _passage(page, request)
        remarks.add(
            page,
            by=staff(request),
            field=field,
            quote=quote,
            text=request.POST.get(TEXT, "").replace("\0", ""),
            blocks=BLOCKS in request.POST,
        )
        return _("The remark is kept; the writer sees it at the form.")


def _passage(page: Publication, request: HttpRequest) -> tuple[str, str]:
    """Return the field and the words that a remark is about.

    Those typed, else the chosen paragraph's.
    """
    chosen = request.POST.get(PASSAGE, "")
    field, _colon, number = chosen.partition(":")
    paragraphs = remarks.passages(page, remarks.waiting_version(page)).get(field, [])
    if quote := request.POST.get(QUOTE, "").replace("\0", "").strip():
        return "", quote
    place = parse_key(number)
    if place is not None and 1 <= place <= len(paragraphs):
        return field, paragraphs[place - 1][: remarks.MAX_QUOTE]
    return "", ""


def _move(request: HttpRequest, page: Publication, number: str, state: RemarkState) -> str:
    key = parse_key(number)
    if key is None:
        raise Http404
    remark: Remark = get_object_or_404(page.remarks.all(), pk=key)
    remarks.move(remark, to=state, by=staff(request))
    return {
        RemarkState.FIXED: _("The remark is marked as mended."),
        RemarkState.OPEN: _("The remark is open again."),
        RemarkState.CLOSED: _("The remark is closed; it stays with the versions."),
    }[state]
