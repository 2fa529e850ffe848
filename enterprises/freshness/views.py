"""“Is it still right?”: answered from a letter without signing in, or on the desk."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enterprises.freshness.models import Confirmation, ConfirmedVia
from enterprises.freshness.services import answer, confirmation_of, due_from, last_confirmation
from enterprises.people.access import desk_form, desk_page
from enterprises.profiles.models import Enterprise, Representative
from portal.kit.secret_links import keep_secret
from portal.kit.text.numbers import parse_key
from portal.publishing.models import State

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@_form_methods
def still_right(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page of a letter's link; a GET changes nothing, as mail scanners send it."""
    try:
        confirmation = confirmation_of(token)
    except SignatureExpired:
        return _page(request, "expired", HTTPStatus.GONE)
    except BadSignature:
        return _page(request, "unknown", HTTPStatus.NOT_FOUND)
    if confirmation.enterprise.state != State.PUBLISHED:
        return _page(request, "closed", HTTPStatus.GONE)
    if request.method == "POST":
        done = answer(confirmation.enterprise_id, to=confirmation.pk, via=ConfirmedVia.MAIL)
        if done is not None:
            return _page(request, "thanks", confirmation=done, ask_from=due_from(done))
        confirmation.refresh_from_db()
    if not confirmation.is_last:
        return _page(request, "before", confirmation=last_confirmation(confirmation.enterprise))
    shown = _shown(confirmation.enterprise)
    return _page(request, "ask", confirmation=confirmation, **shown)


def _page(
    request: HttpRequest,
    what: str,
    status: HTTPStatus = HTTPStatus.OK,
    confirmation: Confirmation | None = None,
    **shown: object,
) -> HttpResponse:
    context = shown | {
        "what": what,
        "confirmation": confirmation,
        "enterprise": confirmation.enterprise if confirmation else None,
    }
    template = "enterprises/freshness/still_right.html"
    return keep_secret(render(request, template, context, status=status))


def _shown(enterprise: Enterprise) -> dict[str, Any]:
    """Return what readers see of a profile that is no column of its own."""
    return {
        "sectors": enterprise.listed_sectors,
        "membership": enterprise.memberships.on(timezone.localdate()).first(),
        "products": enterprise.products.public().by_name().only("title"),
        "files": enterprise.attachments.all(),
    }


@desk_form
def desk_still_right(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the question on the desk, and confirm on POST."""
    enterprise = me.enterprise
    if request.method == "POST":
        _confirm(request, me)
        return HttpResponseRedirect(reverse("enterprises:desk"))
    can, last = enterprise.state == State.PUBLISHED, last_confirmation(enterprise)
    context = {"can": can, "last": last} | _shown(enterprise)
    return desk_page(request, me, "enterprises/freshness/desk/still_right", **context)


def _confirm(request: HttpRequest, me: Representative) -> None:
    if me.enterprise.state != State.PUBLISHED:
        messages.error(request, _("The profile is not published; there is nothing to confirm."))
        return
    to = parse_key(request.POST.get("last", ""))
    done = answer(me.enterprise_id, to=to, via=ConfirmedVia.DESK, by=me.user)
    if done is None and not _is_pressed_twice(me, to):
        messages.info(request, _("Somebody has confirmed it meanwhile. There is nothing to do."))
    else:
        messages.success(request, _("Thank you. Readers see that the profile was confirmed today."))


def _is_pressed_twice(me: Representative, to: int | None) -> bool:
    """Return whether nobody but this person has answered the question, and today."""
    rows = Confirmation.objects.filter(enterprise=me.enterprise_id, pk__gt=to or 0)
    found = [(by, timezone.localdate(at)) for by, at in rows.values_list("by", "at")]
    return found == [(me.user_id, timezone.localdate())]
