"""The bundles in the admin: their list, one with its pages, its check before release, a preview."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts.admin_access import StaffSeesMixin
from portal.accounts.roles import PUBLISH, WRITE, staff
from portal.audit.mixin import AuditedAdmin
from portal.kit.admin import BoundedPaginator, LongListAdmin, NoDeleteMixin
from portal.kit.admin_pages import own_page, own_page_context
from portal.kit.text.numbers import parse_key
from portal.newsroom.bundles import collecting, due, releasing
from portal.newsroom.bundles.lines import MemberLine, lines
from portal.publishing.models import Bundle, Publication
from portal.publishing.models.access import may_read

MEMBERS_PER_PAGE = 50
PREVIEWS_PER_PAGE = 4
# Of more pages that could not be approved nobody reads why above the list.
MAX_NAMED = 5


@admin.register(Bundle)
class BundleAdmin(StaffSeesMixin, NoDeleteMixin, LongListAdmin, AuditedAdmin):
    """Who writes collects pages; who publishes approves and releases them together.

    A bundle is given up, not deleted: what went out together stays known.
    """

    handbook = "dang-nhieu-trang-cung-mot-luc"
    fields: ClassVar[Any] = ["name", "note", "publish_at"]
    list_display = ["name", "state", "pages", "publish_at", "created_by", "created_at"]
    list_filter: ClassVar[Any] = ["state"]
    list_select_related: ClassVar[Any] = ["created_by"]
    search_fields: ClassVar[Any] = ["name"]
    actions = None

    # --- who sees and does what ---------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return collecting.seen_by(staff(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)

    def has_change_permission(self, request: HttpRequest, obj: Bundle | None = None) -> bool:
        if obj is None:
            return request.user.has_perm(WRITE)
        return collecting.may_collect(staff(request), obj)

    @admin.display(description=gettext_lazy("pages"))
    def pages(self, bundle: Bundle) -> int:
        return getattr(bundle, "pages", None) or 0

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the form; where somebody closes the bundle while it is saved, the bundle and why."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def save_model(self, request: HttpRequest, obj: Bundle, form: object, change: bool) -> None:
        if change:
            # Somebody may have released it while the form was open.
            collecting.locked(obj)
        else:
            obj.created_by = staff(request)
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Bundle, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Go on to the bundle itself: an empty one is of no use."""
        text = _("“%(name)s” is begun. Now put pages into it.") % {"name": obj}
        self.message_user(request, text, messages.SUCCESS)
        return self._back(obj)

    # --- the pages ----------------------------------------------------------------------------

    def _bundle(self, request: HttpRequest, object_id: str, *, post: bool = False) -> Bundle:
        bundle: Bundle | None = self.get_object(request, unquote(object_id))
        if bundle is None or not self.has_view_permission(request, bundle):
            raise Http404
        if post and request.method != "POST":
            raise Http404
        return bundle

    @staticmethod
    def _back(bundle: Bundle) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:publishing_bundle_change", args=[bundle.pk]))

    def _lines(
        self, request: HttpRequest, bundle: Bundle, *, at_once: int
    ) -> tuple[Page[Any], list[MemberLine]]:
        """Return the asked page of the members' list, and its lines."""
        rows = bundle.members.select_related("publication", "added_by")
        paginator = BoundedPaginator(rows, at_once)
        paginator.count = self.pages(bundle)
        leaf = paginator.get_page(request.GET.get("trang"))
        return leaf, lines(bundle, list(leaf.object_list), by=staff(request))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Bundle | None = None,
    ) -> HttpResponse:
        """Return the bundle's own fields, and below them its pages."""
        if obj is not None:
            context |= self._with_pages(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _with_pages(self, request: HttpRequest, bundle: Bundle) -> dict[str, Any]:
        user = staff(request)
        leaf, shown = self._lines(request, bundle, at_once=MEMBERS_PER_PAGE)
        collects = collecting.may_collect(user, bundle)
        typed = request.GET.get("tim", "").strip()
        return {
            "bundle": bundle,
            "leaf": leaf,
            "lines": shown,
            "collects": collects,
            "releases": bundle.is_open and user.has_perm(PUBLISH),
            "takes_back": bundle.is_scheduled and user.has_perm(PUBLISH),
            "waiting": self._waiting(bundle, leaf, shown),
            "typed": typed,
            "candidates": collecting.candidates(typed, by=user) if collects and typed else [],
        }

    @staticmethod
    def _waiting(bundle: Bundle, leaf: Page[Any], shown: list[MemberLine]) -> int:
        """Return how many members wait to be approved; a query where not all are shown."""
        if not bundle.is_open:
            return 0
        if leaf.has_other_pages():
            return releasing.waiting(bundle).count()
        return sum(line.is_waiting for line in shown)

    @own_page("<path:object_id>/trang/", "members", stem="bundle")
    def members_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Put a page in (`_add`), or take one out (`_out`)."""
        bundle = self._bundle(request, object_id, post=True)
        adds = "_add" in request.POST
        page, reads = self._chosen(request, bundle, adds=adds)
        act, message = (
            (collecting.add, _("“%(title)s” is in the bundle."))
            if adds
            else (collecting.take_out, _("“%(title)s” is out of the bundle; it stays as it is."))
            if reads
            else (collecting.take_out, _("The page is out of the bundle; it stays as it is."))
        )
        self._try(request, lambda: act(bundle, page, by=staff(request)), message % {"title": page})
        return self._back(bundle)

    @staticmethod
    def _chosen(request: HttpRequest, bundle: Bundle, *, adds: bool) -> tuple[Publication, bool]:
        """Return the page that was chosen, and whether the person may read it.

        One to add is theirs to read, one to take out a member, whoever may read it.
        """
        pages = Publication.objects.all()
        if not adds:
            pages = pages.filter(pk__in=bundle.members.values("publication"))
        key = parse_key(request.POST.get("_add" if adds else "_out", ""))
        page = get_object_or_404(pages, pk=key)
        reads = may_read(staff(request), page)
        if adds and not reads:
            raise Http404
        return page, reads

    @own_page("<path:object_id>/huy/", "give_up", stem="bundle")
    def give_up_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Close a bundle; its pages stay as they are."""
        bundle = self._bundle(request, object_id, post=True)
        message = _("“%(name)s” is given up; its pages stay as they are.") % {"name": bundle}
        self._try(request, lambda: collecting.give_up(bundle, by=staff(request)), message)
        return self._back(bundle)

    @own_page("<path:object_id>/bo-hen/", "take_back", stem="bundle")
    def take_back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Let a scheduled bundle be collected on."""
        bundle = self._bundle(request, object_id, post=True)
        message = _("“%(name)s” is no longer scheduled; nothing of it goes out by itself.")
        take_back = partial(due.take_back, bundle, by=staff(request))
        self._try(request, take_back, message % {"name": bundle})
        return self._back(bundle)

    def _try(self, request: HttpRequest, act: Callable[[], object], message: str) -> None:
        try:
            act()
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, message, messages.SUCCESS)

    @own_page("<path:object_id>/duyet/", "approve", stem="bundle")
    def approve_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Approve what waits in a bundle; its page then tells what could not be approved."""
        bundle = self._bundle(request, object_id, post=True)
        self._show_approved(request, releasing.approve(bundle, by=staff(request)))
        return self._back(bundle)

    def _show_approved(self, request: HttpRequest, report: releasing.ApprovalReport) -> None:
        """Tell what was approved, and why some were not: of the rest the list below says it."""
        if report.done:
            done = ngettext(
                "%(number)s page is approved.", "%(number)s pages are approved.", report.done
            )
            self.message_user(request, done % {"number": report.done}, messages.SUCCESS)
        for title, why in report.failed[:MAX_NAMED]:
            failed = _("“%(title)s” is not approved: %(why)s") % {"title": title, "why": why}
            self.message_user(request, failed, messages.WARNING)
        if more := len(report.failed[MAX_NAMED:]):
            failed = ngettext(
                "%(number)d more page is not approved; the list says what hinders.",
                "%(number)d more pages are not approved; the list says what hinders.",
                more,
            )
            self.message_user(request, failed % {"number": more}, messages.WARNING)
        if not (report.done or report.failed or report.left):
            self.message_user(request, _("Nothing waits in it any more."), messages.INFO)
        if report.left:
            left = _("There are more that wait; approve the next ones.")
            self.message_user(request, left, messages.INFO)

    @own_page("<path:object_id>/phat-hanh/", "release", stem="bundle")
    def release_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the check of the whole bundle, and release it; where something hinders, the list."""
        bundle = self._bundle(request, object_id)
        user = staff(request)
        if not user.has_perm(PUBLISH):
            raise PermissionDenied
        refused: ValidationError | None = None
        try:
            if request.method == "POST":
                released = releasing.release(bundle, by=user)
                self._show_released(request, released)
                return self._back(bundle)
            releasing.rehearse(bundle, by=user)
        except ValidationError as error:
            refused = error
        context = self._context(request, bundle, _("Release “%(name)s”") % {"name": bundle})
        context |= {"refused": refused, "hindrances": getattr(refused, "hindrances", [])}
        status = 409 if refused is not None and request.method == "POST" else 200
        return TemplateResponse(
            request, "admin/publishing/bundle/release.html", context, status=status
        )

    def _show_released(self, request: HttpRequest, bundle: Bundle) -> None:
        message = (
            _("“%(name)s” is scheduled: at the moment set all of it goes out, or nothing.")
            if bundle.is_scheduled
            else _("“%(name)s” is released; its pages appear by themselves at the moment set.")
            if bundle.is_for_later
            else _("“%(name)s” is released; readers see all of it.")
        )
        self.message_user(request, message % {"name": bundle}, messages.SUCCESS)

    @own_page("<path:object_id>/xem-truoc/", "preview", stem="bundle")
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return the pages as readers would get them, one below the other."""
        bundle = self._bundle(request, object_id)
        leaf, shown = self._lines(request, bundle, at_once=PREVIEWS_PER_PAGE)
        context = self._context(request, bundle, _("Preview of “%(name)s”") % {"name": bundle})
        return TemplateResponse(
            request,
            "admin/publishing/bundle/preview.html",
            context | {"leaf": leaf, "lines": shown},
        )

    def _context(self, request: HttpRequest, bundle: Bundle, title: str) -> dict[str, Any]:
        return own_page_context(request, title, bundle=bundle, opts=self.opts)
