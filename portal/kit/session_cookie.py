"""Whether somebody may be signed in, found out without asking who it is."""

from django.conf import settings
from django.http import HttpRequest


def may_be_signed_in(request: HttpRequest) -> bool:
    """Return whether the request brings a session, of whatever worth.

    The cookie is asked for, never `request.user`: a reader's request must not touch the session,
    else the answer would depend on it, and its page could not be kept.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES
