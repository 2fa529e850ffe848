"""The preview beside the form, and the links that let somebody outside see it."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts import first_steps
from portal.accounts.first_steps import Tried
from portal.accounts.roles import PUBLISH, staff
from portal.audit.models import Action
from portal.audit.recording import record
from portal.editing import publish_checks
from portal.editing.models import PreviewLink
from portal.editing.models.preview_links import DAYS, MAX_DAYS
from portal.editing.preview import WIDTHS, preview
from portal.editing.remarks_admin import remarks_context
from portal.editing.step_admin import StepMixin
from portal.kit.admin_pages import own_page
from portal.kit.text.numbers import parse_key
from portal.publishing import remarks
from portal.publishing.models import Publication

NEWEST = 100


class LinkForm(forms.Form):
    """Who shall see the text, and for how long."""

    label = forms.CharField(label=_("Who gets the link"), max_length=100)
    days = forms.IntegerField(
        label=_("Days until it ends"), min_value=1, max_value=MAX_DAYS, initial=DAYS
    )


class PreviewMixin(StepMixin):
    """Adds the pages about previews to the admin of a kind."""

    @own_page("<path:object_id>/xem-truoc/", "preview")
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the page in a frame as wide as the screen, a telephone, a tablet or a desktop."""
        page = self._page(request, object_id)
        if page.created_by_id == staff(request).pk:
            first_steps.note(staff(request), Tried.PREVIEW)
        chosen = request.GET.get("rong", "")
        chosen = chosen if chosen in WIDTHS else ""
        context = self._context(request, page, _("Preview of “%(title)s”") % {"title": page})
        context |= {
            "widths": WIDTHS,
            "chosen": chosen,
            "width": WIDTHS[chosen][1] if chosen else "100%",
        }
        version = remarks.waiting_version(page)
        context |= self.step_context(request, page, version)
        context |= remarks_context(staff(request), page, version)
        context["violations"] = publish_checks.check(page, version) if context["steps"] else []
        return TemplateResponse(request, "admin/publishing/publication/preview.html", context)

    @own_page("<path:object_id>/xem-truoc/trang/", "preview_page")
    def preview_page_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return the page itself, for the frame."""
        return preview(self._page(request, object_id))

    @own_page("<path:object_id>/duong-dan/", "links")
    def links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Links to the text for people without an account, and what they answered."""
        page = self._page(request, object_id)
        form = LinkForm(request.POST if "_make" in request.POST else None)
        if request.method == "POST":
            if "_revoke" in request.POST:
                self._revoke(request, page)
                return HttpResponseRedirect(request.path)
            if not self.has_change_permission(request, page):
                raise PermissionDenied
            if form.is_valid():
                self._make(request, page, **form.cleaned_data)
                return HttpResponseRedirect(request.path)
        context = self._context(request, page, _("Links to “%(title)s”") % {"title": page})
        links = page.preview_links.select_related("created_by").prefetch_related("answers")
        context |= {"form": form, "links": self._with_page(links[:NEWEST], page)}
        context["may_publish"] = request.user.has_perm(PUBLISH)
        return TemplateResponse(request, "admin/publishing/publication/links.html", context)

    @staticmethod
    def _with_page(links: Iterable[PreviewLink], page: Publication) -> list[PreviewLink]:
        rows = list(links)
        for link in rows:
            link.publication = page
        return rows

    def _make(self, request: HttpRequest, page: Publication, label: str, days: int) -> None:
        with transaction.atomic():
            link, token = PreviewLink.objects.make(page, by=staff(request), label=label, days=days)
            values = {"publication": str(page), "expires_at": link.expires_at.isoformat()}
            record(Action.ADDED, by=staff(request), subject=link, new=values)
        address = request.build_absolute_uri(reverse("preview_link", args=[token]))
        text = _("The link is shown only now; copy it: %(address)s") % {"address": address}
        self.message_user(request, text, messages.SUCCESS)

    def _revoke(self, request: HttpRequest, page: Publication) -> None:
        """End a link, for who may write the text, made the link, or publishes."""
        key = parse_key(request.POST["_revoke"])
        if key is None:
            raise PermissionDenied
        link: PreviewLink = get_object_or_404(page.preview_links.all(), pk=key)
        user = staff(request)
        own = link.created_by_id == user.pk
        if not (own or user.has_perm(PUBLISH) or self.has_change_permission(request, page)):
            raise PermissionDenied
        with transaction.atomic():
            link.revoke()
            values = {"revoked_at": link.revoked_at and link.revoked_at.isoformat()}
            record(Action.CHANGED, by=user, subject=link, new=values)
        self.message_user(request, _("The link leads nowhere from now on."), messages.SUCCESS)
