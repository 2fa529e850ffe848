"""The versions of a page in the admin: their list, any two compared, an old one brought back."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.accounts.roles import staff
from portal.editing.compare import differences
from portal.editing.edit_session import EditSession
from portal.kit.admin_pages import OwnPagesMixin, own_page, own_page_context
from portal.kit.text.numbers import parse_key
from portal.publishing import applying, batches, changes, corrections, permissions, revisions
from portal.publishing.models import Publication, Revision, State
from portal.publishing.models.kinds import admin_address
from portal.publishing.models.revision import VersionData
from portal.publishing.state_words import saved_message

NEWEST = 100


class VersionsMixin(OwnPagesMixin):
    """Adds the pages about versions to the admin of a kind."""

    def _page(self, request: HttpRequest, object_id: str) -> Publication:
        page: Publication | None = self.get_object(request, unquote(object_id))
        if page is None or not self.may_see_versions(request, page):
            raise Http404
        return page

    def may_see_versions(self, request: HttpRequest, page: Publication) -> bool:
        """Return whether somebody may see more of a page than readers do."""
        facts = EditSession.of(request).facts
        return permissions.sees_what_waits(
            staff(request),
            page,
            may_write=self.has_change_permission(request, page),
            by=None if facts is None else facts.writers,
        )

    def _context(self, request: HttpRequest, page: Publication, title: str) -> dict[str, Any]:
        may_write = self.has_change_permission(request, page)
        return own_page_context(
            request, title, publication=page, opts=self.opts, may_write=may_write
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Versions and steps, newest first, with who and when; `truoc` asks for older ones."""
        page = self._page(request, object_id)
        context = self._context(request, page, _("Versions of “%(title)s”") % {"title": page})
        before = parse_key(request.GET.get("truoc", ""))
        context["versions"], context["older"] = _listed(page, before)
        remarks = page.remarks.select_related("by", "moved_by").order_by("-pk")
        steps = page.transitions.select_related("by").order_by("-at", "-id")
        context["remarks"], context["more_remarks"] = _cut(remarks)
        context["steps"], context["more_steps"] = _cut(steps)
        return TemplateResponse(request, "admin/publishing/publication/versions.html", context)

    @own_page("<path:object_id>/so-sanh/", "compare")
    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Two versions word by word; where none is named, the live one and the pending one."""
        page = self._page(request, object_id)
        old, new = self._chosen_versions(request, page)
        context = self._context(
            request, page, _("Compare versions of “%(title)s”") % {"title": page}
        )
        reader = staff(request)
        context |= {
            "old": old,
            "new": new,
            "versions": _to_choose(page, old, new),
            "differences": (
                differences(page, old.data, new.data, reader=reader) if old and new else []
            ),
            "batches": batches.tables(page, new),
        }
        return TemplateResponse(request, "admin/publishing/publication/compare.html", context)

    def _chosen_versions(
        self, request: HttpRequest, page: Publication
    ) -> tuple[Revision | None, Revision | None]:
        newest = changes.pending_version(page) or page.revisions.order_by("-number").first()
        new = self._numbered(page, request.GET.get("den")) or newest
        old = self._numbered(page, request.GET.get("tu")) or changes.live_version(page)
        if new is not None and (old is None or ("tu" not in request.GET and old == new)):
            old = page.revisions.filter(number__lt=new.number).order_by("-number").first()
        return old, new

    @staticmethod
    def _numbered(page: Publication, number: str | None) -> Revision | None:
        if number is None:
            return None
        key = parse_key(number)
        if key is None:
            raise Http404
        return get_object_or_404(page.revisions.all(), number=key)

    @own_page("<path:object_id>/khoi-phuc/", "restore")
    @transaction.atomic
    def restore_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Bring an old version back as the newest one: nothing between is lost."""
        page = self._page(request, object_id)
        if request.method != "POST":
            raise Http404
        if not self.has_change_permission(request, page):
            raise PermissionDenied
        old = self._numbered(page, request.POST.get("number", ""))
        assert old is not None  # noqa: S101  # a missing number is 404 above
        note = _("Version %(number)s brought back") % {"number": old.number}
        back = HttpResponseRedirect(admin_address(page.kind, page.pk))
        try:
            with transaction.atomic():
                version = self._bring_back(request, page, old, note)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            message = format_html("{}. {}", note, saved_message(page, version.change_set))
            self.message_user(request, message, messages.SUCCESS)
        return back

    def _bring_back(
        self, request: HttpRequest, page: Publication, old: Revision, note: str
    ) -> Revision:
        text = applying.with_moment(page, applying.without_batches(old.data))
        text = applying.without_passed_end(page, text)
        text = corrections.without_published_note(page, text, old.number)
        text = self._in_own_section(request, page, old, text)
        if page.state == State.PUBLISHED:
            return changes.propose(page, text, by=staff(request), note=note)
        applying.apply_revision(page, text)
        return revisions.record(page, by=staff(request), note=note)

    def _in_own_section(
        self, request: HttpRequest, page: Publication, old: Revision, text: VersionData
    ) -> VersionData:
        """Leave the page in its section where the one of then is beyond one's rights."""
        if not permissions.leads_elsewhere(page, old, staff(request)):
            return text
        message = _("The section of then is not yours: the page stays in the one it is in.")
        self.message_user(request, message, messages.WARNING)
        return {**text, "fields": text["fields"] | {"section_id": page.section_id}}


def _to_choose(page: Publication, *chosen: Revision | None) -> list[Revision]:
    """Return the newest versions with who saved each and when, and older ones that are chosen."""
    rows = {each.number: each for each in _newest_first(page)[:NEWEST]}
    rows |= {each.number: each for each in chosen if each and each.number not in rows}
    return [rows[number] for number in sorted(rows, reverse=True)]


def _listed(page: Publication, before: int | None) -> tuple[list[Revision], int | None]:
    """Return the versions before a number, below the newest; and before which there are older."""
    rows = _newest_first(page)
    if before is None:
        found, is_cut = _cut(rows)
        return found, found[-1].number if is_cut else None
    found, is_cut = _cut(rows.filter(number__lt=before))
    newest = rows.filter(number__gte=before)[:1]
    return [*newest, *found], found[-1].number if is_cut else None


def _newest_first(page: Publication) -> QuerySet[Revision]:
    rows = page.revisions.select_related("created_by", "change_set").defer("data")
    return rows.order_by("-number")


def _cut[Row: Model](rows: QuerySet[Row]) -> tuple[list[Row], bool]:
    """Return the newest rows, and whether there are more of them."""
    found = list(rows[: NEWEST + 1])
    return found[:NEWEST], len(found) > NEWEST
