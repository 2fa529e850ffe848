"""The admin's side of "nothing typed is lost": keeping, offering, and the end of a session."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import ModelAdmin
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
from django.urls import URLPattern, path, reverse

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.editing import autosave, presence
from portal.editing.autosave import FORM, OpenForm, RestoredForm, TooLong
from portal.editing.models import Autosave
from portal.publishing.models import Publication

RESTORE = "khoi-phuc"
# Tells the script that the server has the text now, so that the browser's copy can go.
SAVED_COOKIE = "da_luu"


class DraftRecoveryMixin(ModelAdmin[Any]):
    """Adds to the admin of a kind: typed text is kept before it is saved, others are named."""

    class Media:
        js = (
            Script("js/offer.js", type="module"),
            Script("js/autosave.js", type="module"),
            Script("js/presence.js", type="module"),
        )

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        own = [
            path("go-do/", wrap(self.autosave_view), name=f"{name}_autosave"),
            path("go-do/bo/", wrap(self.discard_view), name=f"{name}_discard"),
            path("<path:object_id>/dang-mo/", wrap(self.presence_view), name=f"{name}_presence"),
        ]
        urls = super().get_urls()
        for url in urls:
            if url.name in (f"{name}_add", f"{name}_change"):
                url.callback = keep_for_who_is_signed_out(url.callback)
        return own + urls

    # --- what the scripts ask ------------------------------------------------------------------

    def _sent(self, request: HttpRequest) -> OpenForm:
        """The form that a request speaks of: one's own, of this kind."""
        form = autosave.read_form(request.POST.get(FORM))
        if form is None or form.user_id != staff(request).pk or form.kind != self.model.KIND:
            raise PermissionDenied
        return form

    def autosave_view(self, request: HttpRequest) -> HttpResponse:
        """Keep what is typed; no version, no change to the page."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            row = autosave.keep(self._sent(request), request.POST)
        except TooLong:
            return JsonResponse({}, status=413)
        return JsonResponse({"saved_at": row.saved_at.isoformat()})

    def discard_view(self, request: HttpRequest) -> HttpResponse:
        """Forget what was typed and open the form as it is stored."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = self._sent(request)
        form.saved().delete()
        return _and_the_browser_forgets(HttpResponseRedirect(self._form_url(form)), form)

    def presence_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say that the form is still open; tells who else has it open."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        page = self.get_object(request, object_id)
        if page is None or not self.has_view_permission(request, page):
            raise Http404
        others = presence.arrive(staff(request), page.pk)
        return JsonResponse({"others": [str(other) for other in others]})

    def _form_url(self, form: OpenForm) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if form.publication_id is None:
            return reverse(f"{name}_add")
        return reverse(f"{name}_change", args=[form.publication_id])

    # --- around the form -----------------------------------------------------------------------

    def form_opens(self, request: HttpRequest, page: Publication | None) -> None:
        """Look for typed text and for others before a form is shown."""
        form = OpenForm(staff(request).pk, self.model.KIND, page.pk if page else None)
        request._form = form  # type: ignore[attr-defined]  # read where the form is made
        if request.method != "GET":
            return
        if page is not None:
            request._others = presence.arrive(staff(request), page.pk)  # type: ignore[attr-defined]
        if (row := form.saved().first()) is not None:
            request._unsaved = row  # type: ignore[attr-defined]  # read where the form is made
            request._restored = RESTORE in request.GET and (  # type: ignore[attr-defined]
                page is None or self.has_change_permission(request, page)
            )

    def form_answered(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """After a save: what was kept is in the page now."""
        form: OpenForm | None = getattr(request, "_form", None)
        if form is None or request.method != "POST" or response.status_code != 302:
            return response
        form.saved().delete()
        return _and_the_browser_forgets(response, form)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        row = restored(request)
        return type("Form", (RestoredForm, form), {"typed": row.fields}) if row else form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        arguments: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        row = restored(request)
        if row and f"{prefix}-TOTAL_FORMS" in row.fields:
            arguments["data"] = autosave.as_data(row.fields)
        return arguments

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form: OpenForm | None = getattr(request, "_form", None)
        if form is not None:
            context |= {
                "typed_form": form,
                "unsaved": getattr(request, "_unsaved", None),
                "restored": restored(request),
                "others": getattr(request, "_others", []),
            }
        return super().render_change_form(request, context, *args, **kwargs)


def restored(request: HttpRequest) -> Autosave | None:
    """The typed text that this request brings back into the form."""
    row: Autosave | None = getattr(request, "_unsaved", None)
    return row if getattr(request, "_restored", False) else None


def _and_the_browser_forgets(response: HttpResponse, form: OpenForm) -> HttpResponse:
    response.set_cookie(
        SAVED_COOKIE, form.key, max_age=3600, path=reverse("admin:index"), samesite="Strict"
    )
    return response


def keep_for_who_is_signed_out(view: Callable[..., Any]) -> Callable[..., Any]:
    """A form sent after its session's end is kept for its writer, who signs in again."""

    @wraps(view)
    def form_view(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and not request.user.is_authenticated:
            return keep_refused(request) or view(request, *args, **kwargs)
        return view(request, *args, **kwargs)

    return form_view


def keep_refused(request: HttpRequest) -> HttpResponse | None:
    """Keep the text of a form that cannot be saved now, and lead its writer back to it.

    Only the hidden field that was made for the writer and this page says whose text it is;
    without it nothing is kept and None is given.
    """
    form = autosave.read_form(request.POST.get(FORM))
    if form is None or not _is_for(form, request) or not _still_works_here(form):
        return None
    try:
        autosave.keep(form, request.POST)
    except TooLong:
        return None
    back = f"{request.path}?{RESTORE}=1"
    if request.user.is_authenticated:
        response = HttpResponseRedirect(back)
    else:
        response = redirect_to_login(back, reverse("account_login"))
    return _and_the_browser_forgets(response, form)


def _is_for(form: OpenForm, request: HttpRequest) -> bool:
    """Whether the form was shown at the address that it is sent to."""
    match = request.resolver_match
    if match is None or not (match.url_name or "").endswith(("_add", "_change")):
        return False
    page = str(form.publication_id) if form.publication_id else None
    return bool(match.kwargs.get("object_id") == page)


def _still_works_here(form: OpenForm) -> bool:
    return User.objects.filter(pk=form.user_id, is_active=True, is_staff=True).exists()
