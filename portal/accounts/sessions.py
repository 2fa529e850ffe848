"""How long a staff session holds: while somebody works in it, and for a day of work at most.

What stands in a form is kept by the autosave, and comes back once its writer has signed in again.
"""

import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.user_sessions import note_session
from portal.kit.session_cookie import may_be_signed_in

SINCE: Final = "staff_since"
SEEN: Final = "staff_seen"
# When the list of one's own sessions last heard of this one.
NOTED: Final = "session_noted"
# In the address of the page of signing in: a session has ended.
ENDED: Final = "het-phien"
# The moment of the last request is written no more often.
_STEP: Final = 60.0
# A page that is open asks who else has it open: that is nobody's work.
_NO_WORK: Final = "/dang-mo/"
# In the address of a page that a browser loads anew by itself: nor is that.
BY_ITSELF: Final = "tu-cap-nhat"


@receiver(user_logged_in)
def _begin(request: HttpRequest, user: User, **_: object) -> None:
    if user.is_staff:
        request.session[SINCE] = request.session[SEEN] = time.time()
    request.session[NOTED] = time.time()
    note_session(request, user.pk)


class EndStaleSessions:
    """Signs staff out who have not worked for a while, or signed in too long ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_known = may_be_signed_in(request)
        if is_known and request.path not in settings.ANONYMOUS_PATHS:
            _look_at(request)
        response = self.get_response(request)
        return _say_ended(request, response) if is_known else response


def _say_ended(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the page of signing in say that a session has ended, to whom it sends because of that."""
    place, _, query = response.get("Location", "").partition("?")
    sign_in = resolve_url(settings.LOGIN_URL)
    # A browser that brings the key of a session that is no more is left without one, and at the
    # next address nobody knows any more that it had one.
    if place in (sign_in, reverse("admin:login")) and request.session.session_key is None:
        response["Location"] = f"{sign_in}?{query}&{ENDED}=1"
    return response


def _look_at(request: HttpRequest) -> None:
    session: Any = request.session
    since, seen, now = session.get(SINCE), session.get(SEEN), time.time()
    is_of_staff = since is not None and seen is not None
    idle, longest = settings.STAFF_SESSION_IDLE, settings.STAFF_SESSION_AGE
    if is_of_staff and (now - seen > idle.total_seconds() or now - since > longest.total_seconds()):
        logout(request)
        return
    if request.path.endswith(_NO_WORK):
        return
    if is_of_staff and now - seen > _STEP and not _is_by_itself(request):
        session[SEEN] = now
    if now - session.get(NOTED, 0) > _STEP and (key := session.get(SESSION_KEY)):
        if not is_of_staff and request.user.is_staff:
            # Begun before its person had a role, it would hold for as long as somebody comes.
            logout(request)
            return
        session[NOTED] = now
        note_session(request, int(key))


def _is_by_itself(request: HttpRequest) -> bool:
    """Return whether a browser loads the page anew by itself, with nobody at it."""
    return request.method == "GET" and BY_ITSELF in request.GET
