"""The admin's side of "nothing typed is lost": autosaving, and the end of a signed-in session."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.editing import autosave, presence
from portal.editing.autosave import OpenForm, TooLong
from portal.editing.models.autosave import restoring
from portal.kit.admin_pages import OwnPagesMixin, own_page

SAVED_COOKIE = "da_luu"
# Sent by the script of a form of which something is kept already.
KEPT = "_kept"


class DraftRecoveryMixin(OwnPagesMixin):
    """The addresses that the scripts of the form ask: autosave, discard, who else is here."""

    class Media:
        js = (
            Script("js/offer.js", type="module"),
            Script("js/autosave.js", type="module"),
            Script("js/presence.js", type="module"),
        )

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        urls = super().get_urls()
        for url in urls:
            if url.name in (f"{name}_add", f"{name}_change"):
                url.callback = save_when_signed_out(url.callback)
        return urls

    # --- what the scripts ask ------------------------------------------------------------------

    def _sent(self, request: HttpRequest) -> OpenForm:
        """Return the form that a request speaks of: one's own, of this kind."""
        form = autosave.read_form(request)
        if form is None or form.user_id != staff(request).pk or form.kind != self.model.KIND:
            raise PermissionDenied
        return form

    @own_page("go-do/", "autosave")
    def autosave_view(self, request: HttpRequest) -> HttpResponse:
        """Keep what is typed; no version, no change to the page.

        What the page says already is not kept, nor what was kept of this form before.
        """
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = self._sent(request)
        if self.is_unchanged(request, form):
            if KEPT in request.POST:
                form.saved().delete()
            return JsonResponse({"saved_at": None})
        try:
            row = autosave.save(form, request.POST)
        except TooLong:
            return JsonResponse({}, status=413)
        return JsonResponse({"saved_at": row.saved_at.isoformat()})

    def is_unchanged(self, request: HttpRequest, form: OpenForm) -> bool:
        """Return whether a form that was sent says only what its page says already."""
        raise NotImplementedError

    @own_page("go-do/bo/", "discard")
    def discard_view(self, request: HttpRequest) -> HttpResponse:
        """Forget what was typed and open the form as it is stored."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = self._sent(request)
        form.saved().delete()
        return clear_browser_copy(HttpResponseRedirect(self._form_url(form)), form)

    @own_page("<path:object_id>/dang-mo/", "presence")
    def presence_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say that the form is still open, or was closed; tells who else has it open."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        page = self.get_object(request, object_id)
        if page is None or not self.has_view_permission(request, page):
            raise Http404
        if (seen := _left(request)) is not None:
            presence.leave(staff(request), page.pk, seen=seen)
            return HttpResponse(status=204)
        others = presence.arrive(staff(request), page.pk)
        shown = {"others": [str(other) for other in others], "seen": timezone.now().isoformat()}
        return JsonResponse(shown)

    def _form_url(self, form: OpenForm) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if form.publication_id is None:
            return reverse(f"{name}_add")
        return reverse(f"{name}_change", args=[form.publication_id])


def _left(request: HttpRequest) -> datetime | None:
    """Return when the form that is being closed was last heard of; None of one that stays open."""
    try:
        moment = parse_datetime(request.POST.get("left", ""))
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None


def clear_browser_copy(response: HttpResponse, form: OpenForm) -> HttpResponse:
    """Tell the script that the server has the text, so that the browser's copy can go."""
    response.set_cookie(
        SAVED_COOKIE, form.key, max_age=3600, path=reverse("admin:index"), samesite="Strict"
    )
    return response


def save_when_signed_out[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Save the text of a form that was sent after its session's end for its writer."""

    @wraps(view)
    def form_view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return save_refused(request) or view(request, *args, **kwargs)
        return view(request, *args, **kwargs)

    return form_view


def save_refused(request: HttpRequest) -> HttpResponse | None:
    """Autosave a form that cannot be saved now and lead its writer back; None: nothing is kept."""
    form = autosave.save_refused(
        request, lambda form: _is_for(form, request) and _still_works_here(form)
    )
    if form is None:
        return None
    back = restoring(request.path, form.opening)
    if request.user.is_authenticated:
        response = HttpResponseRedirect(back)
    else:
        response = redirect_to_login(back, reverse("account_login"))
    return clear_browser_copy(response, form)


def _is_for(form: OpenForm, request: HttpRequest) -> bool:
    """Return whether the form was shown at the address that it is sent to."""
    match = request.resolver_match
    if match is None or not (match.url_name or "").endswith(("_add", "_change")):
        return False
    page = str(form.publication_id) if form.publication_id else None
    return bool(match.kwargs.get("object_id") == page)


def _still_works_here(form: OpenForm) -> bool:
    return User.objects.filter(pk=form.user_id, is_active=True, is_staff=True).exists()
