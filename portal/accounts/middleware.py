from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.second_step import lacks_second_factor
from portal.audit.refusals import remember_who_signed_in
from portal.kit.session_cookie import may_be_signed_in


class KeepPrivate:
    """Marks what somebody signed in is answered, and all account pages: nobody keeps a copy.

    Pictures for all stay as they are: their names say what is in them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_own = may_be_signed_in(request) or _is_of_account(request)
        if is_own and "immutable" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "private, no-store"
        return response


def _is_of_account(request: HttpRequest) -> bool:
    return request.path.startswith("/tai-khoan/")


class RequireSecondFactor:
    """To the site, staff without a second factor are readers; the admin sends them to set one up.

    What a staff account can do thus waits for the factor wherever it is done: only the pages of
    the account itself, where it is set up, know who it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            messages.info(request, _("Set up the second sign-in step first; then the admin opens."))
            return redirect("mfa_index")
        if settings.STAFF_MFA_REQUIRED and not _is_of_account(request):
            user = request.user
            remember_who_signed_in(request)
            # Asked only where a view asks: a reader's request must not touch the session.
            lazy: Any = SimpleLazyObject(lambda: AnonymousUser() if _is_half_in(user) else user)
            request.user = lazy
        return self.get_response(request)

    @staticmethod
    def _must_set_up(request: HttpRequest) -> bool:
        if not settings.STAFF_MFA_REQUIRED or not request.path.startswith(_admin_address()):
            return False
        return _is_half_in(request.user)


@cache
def _admin_address() -> str:
    """Return where the admin begins; each request of a reader compares its address with that."""
    return reverse("admin:index")


def _is_half_in(user: User | AnonymousUser) -> bool:
    """Return whether somebody of the staff has signed in without the factor asked of them."""
    return user.is_authenticated and user.is_staff and lacks_second_factor(user)
