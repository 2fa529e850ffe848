"""Deleting in the admin of a kind: into the bin, and what is said of a page that lies there."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.accounts.roles import staff
from portal.editing import bin as the_bin
from portal.editing.draft_recovery import save_refused
from portal.editing.filters import StateFilter
from portal.editing.inbound_links import take_away
from portal.editing.saved_views import WorkFilter
from portal.kit.text.numbers import parse_key
from portal.publishing.models import Publication


class BinMixin(ModelAdmin[Any]):
    """Lets Django's own place for deleting put pages into the bin; no row goes from a screen."""

    def get_list_filter(self, request: HttpRequest) -> Any:
        filters = super().get_list_filter(request)
        shown = [StateFilter if each == "state" else each for each in filters]
        return [WorkFilter, *shown]

    def has_delete_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return obj is not None and the_bin.may_bin(staff(request), obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Ask why, then withdraw the page and put it into the bin."""
        page: Publication | None = self.get_object(request, unquote(object_id))
        if page is None or not self.has_delete_permission(request, page):
            raise Http404
        seen, user = page.revision_number, staff(request)

        def move_to_bin(comment: str) -> SafeString:
            was_public = page.is_public
            the_bin.move_to_bin(page, by=user, comment=comment, seen=seen)
            return _binned_message(page, was_public=was_public)

        title = _("Put “%(title)s” into the bin")
        links = [link for link in page.preview_links.select_related("created_by") if link.is_open]
        return take_away(self, request, page, move_to_bin, "put_away", title=title, links=links)


def _binned_message(page: Publication, *, was_public: bool) -> SafeString:
    """Say what happened, of readers only where they saw the page, and lead to where it lies."""
    message = _("“{title}” is in the bin; it can be restored from there.")
    if was_public:
        message = _("“{title}” is in the bin, and readers no longer see it; it can be restored.")
    way = format_html(' <a href="{}">{}</a>', reverse("admin:bin"), _("Open the bin"))
    return format_html(message, title=page) + way


def redirect_to_bin(
    request: HttpRequest, model: type[Publication], object_id: str
) -> HttpResponse | None:
    """Lead whoever opens or saves a binned page to the bin; what was typed is kept.

    None where no such page of the model lies in the bin for this person.
    """
    key = parse_key(unquote(object_id))
    if key is None:
        return None
    page = the_bin.binned(staff(request)).filter(kind=model.KIND, pk=key).first()
    if page is None:
        return None
    saved = save_refused(request) if request.method == "POST" else None
    text = (
        _("“%(title)s” is in the bin. What you typed is kept; restore the page to go on.")
        if saved
        else _("“%(title)s” is in the bin. Restore it to work on it.")
    )
    messages.warning(request, text % {"title": page})
    response = HttpResponseRedirect(reverse("admin:bin"))
    if saved is not None:
        response.cookies = saved.cookies
    return response
