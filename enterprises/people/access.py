"""Access to the desk, for representatives only."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.contrib.postgres.expressions import ArraySubquery
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from enterprises.people.draft_recovery import hidden_field, save_when_signed_out
from enterprises.profiles.models import Representative
from portal.accounts.reauthentication import require_recent_sign_in
from portal.accounts.second_step import has_second_step

type DeskView = Callable[..., HttpResponseBase]
# What areas above this one say on every page of the desk: annotations, given the name of the
# enterprise's column.
type DeskFacts = Callable[[str], dict[str, ArraySubquery]]

_desk_facts: list[DeskFacts] = []
_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def register_desk_facts(facts: DeskFacts) -> None:
    """Read the facts with the representative of each request, in the same query."""
    _desk_facts.append(facts)


def representative_of(request: HttpRequest) -> Representative | None:
    """Return the signed-in person's row as a representative; one query a request."""
    known: dict[str, Representative | None] = vars(request)
    if "_representative" not in known:
        rows = Representative.objects.current().select_related("enterprise", "user")
        for facts in _desk_facts:
            rows = rows.annotate(**facts("enterprise"))
        key = request.user.pk
        known["_representative"] = rows.filter(user_id=key).first() if key is not None else None
    return known["_representative"]


def for_representatives(view: DeskView) -> DeskView:
    """Open a page of the desk to representatives, called with the request and with their row.

    Who is not signed in is sent to sign in; for everybody else the page does not exist.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return save_when_signed_out(request) or redirect_to_login(request.get_full_path())
        me = representative_of(request)
        if me is None:
            return _without_desk(request)
        if settings.REPRESENTATIVE_MFA_REQUIRED and not has_second_step(request.user):
            messages.info(request, _("Set up the second sign-in step first; then the desk opens."))
            return redirect("mfa_index")
        answer = view(request, me, *args, **kwargs)
        if kwargs and answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            # The row may be another's, and of those nothing is there, whatever is asked.
            raise Http404
        return answer

    return never_cache(opened)


def desk_form(view: DeskView) -> DeskView:
    """Open a page of the desk that is shown, and sent back, to representatives."""
    return for_representatives(_form_methods(view))


def _without_desk(request: HttpRequest) -> HttpResponseBase:
    """Return 404, with an explanation for a former representative."""
    rows, key = Representative.objects.select_related("enterprise"), request.user.pk
    last = rows.filter(user_id=key).order_by("-ended_at").first() if key is not None else None
    if last is None:
        raise Http404
    context = {"last": last, "canonical_url": ""}
    return render(request, "enterprises/people/ended.html", context, status=404)


def desk_page(
    request: HttpRequest, me: Representative, template: str, **context: object
) -> HttpResponse:
    context |= {"me": me, "enterprise": me.enterprise}
    return render(request, f"{template}.html", context)


def desk_form_page(
    request: HttpRequest, me: Representative, template: str, **context: object
) -> HttpResponse:
    """Show a page of the desk with a form whose text outlives the session."""
    context |= hidden_field(request, me)
    return desk_page(request, me, template, **context)


def for_owners(view: DeskView) -> DeskView:
    """Open a form of the desk to owners only; for other representatives it does not exist."""
    form_view: DeskView = _form_methods(view)

    @for_representatives
    @wraps(view)
    def opened(
        request: HttpRequest, me: Representative, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if not me.is_owner:
            raise Http404
        if request.method == "POST":
            # Who comes in, who goes and who decides on that: not by a browser left open.
            require_recent_sign_in(request)
        return form_view(request, me, *args, **kwargs)

    return opened
