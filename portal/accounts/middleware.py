from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Return whether somebody signed in has yet to set up the second step that is asked of them."""
    is_asked = (
        settings.STAFF_MFA_REQUIRED if user.is_staff else settings.REPRESENTATIVE_MFA_REQUIRED
    )
    return is_asked and not is_mfa_enabled(user)


class RequireSecondFactor:
    """Staff without a second factor are sent to set one up before the admin opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            messages.info(request, _("Set up the second sign-in step first; then the admin opens."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def _must_set_up(request: HttpRequest) -> bool:
        # The path is asked first: a reader's request must not touch the session.
        if not settings.STAFF_MFA_REQUIRED or not request.path.startswith(reverse("admin:index")):
            return False
        user = request.user
        return user.is_authenticated and user.is_staff and lacks_second_factor(user)
