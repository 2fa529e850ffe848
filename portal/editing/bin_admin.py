"""Deleting in the admin of a kind: into the bin, and what is said of a page that lies there."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.roles import staff
from portal.editing import bin as the_bin
from portal.editing.draft_recovery import save_refused
from portal.editing.filters import StateFilter
from portal.editing.forms import VERSION
from portal.kit.text.numbers import parse_key
from portal.publishing.errors import StaleSave
from portal.publishing.models import Publication


class BinMixin(ModelAdmin[Any]):
    """Lets Django's own place for deleting put pages into the bin; no row goes from a screen."""

    def get_list_filter(self, request: HttpRequest) -> Any:
        filters = super().get_list_filter(request)
        return [("state", StateFilter) if each == "state" else each for each in filters]

    def has_delete_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return obj is not None and the_bin.may_bin(staff(request), obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Ask why, then withdraw the page and put it into the bin."""
        page: Publication | None = self.get_object(request, unquote(object_id))
        if page is None or not self.has_delete_permission(request, page):
            raise Http404
        refused = self._move_to_bin(request, page) if request.method == "POST" else []
        if request.method == "POST" and not refused:
            self.message_user(
                request,
                _("“%(title)s” is in the bin. Nobody else sees it; it can be restored.")
                % {"title": page},
                messages.SUCCESS,
            )
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
            return HttpResponseRedirect(reverse(name))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Put “%(title)s” into the bin") % {"title": page},
            "opts": self.opts,
            "publication": page,
            "refused": refused,
            "word": request.POST.get("_word", ""),
            "links": [link for link in page.preview_links.all() if link.is_open],
        }
        return TemplateResponse(request, "admin/publication/put_away.html", context)

    def _move_to_bin(self, request: HttpRequest, page: Publication) -> list[str]:
        """Put the page away as it was on screen; why not, where that is refused."""
        if request.POST.get(VERSION) != str(page.revision_number):
            return StaleSave().messages
        word = request.POST.get("_word", "").strip()
        try:
            the_bin.move_to_bin(page, by=staff(request), word=word, seen=page.revision_number)
        except ValidationError as error:
            return error.messages
        return []


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
