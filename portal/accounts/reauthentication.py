"""Asks for the password again before what is dangerous, where the session is no longer fresh.

A browser that was left open, or a stolen cookie, thus opens no way to stay: no new address, no new
account, no other owner. What was sent waits in the session and goes on once the password is given.
"""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.views import EmailView
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


def has_just_signed_in(request: HttpRequest) -> bool:
    """Return whether the password or a factor was given here a short while ago.

    What an identity provider says does not count: who got hold of it there would stay here.
    """
    limit = settings.ASK_AGAIN_AFTER
    if limit is None:
        return True
    earliest = time.time() - limit.total_seconds()
    records = get_authentication_records(request, request.user)
    given_here = [record for record in records if record.get("method") != "socialaccount"]
    return any(float(record.get("at", 0)) > earliest for record in given_here)


def require_recent_sign_in(request: HttpRequest) -> None:
    """Raise what leads to the page that asks for the password, and from there on with the request.

    Not for a form with a password in it: the request waits in the session as it was sent.
    """
    if not has_just_signed_in(request):
        raise ReauthenticationRequired


class OwnAddressView(EmailView):  # type: ignore[misc]  # allauth has no types
    """The page of the own e-mail addresses; whoever changes one has just given the password."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            require_recent_sign_in(request)
        return super().post(request, *args, **kwargs)


class AskAgainMixin(admin.ModelAdmin[Any]):
    """Records that say who may come in: their forms and actions ask for the password again."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        return _reauthentication(self, request) or super().changeform_view(
            request, object_id, form_url, extra_context
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return _reauthentication(self, request) or super().delete_view(
            request, object_id, extra_context
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        question = _reauthentication(self, request) if request.method == "POST" else None
        return question or super().changelist_view(request, extra_context)


def _reauthentication(
    its_admin: admin.ModelAdmin[Model], request: HttpRequest
) -> HttpResponse | None:
    """Return the way to the page that asks for the password, and back to the empty form.

    Nothing that was typed waits in the session here: it may be somebody's new password.
    """
    may_change = its_admin.has_change_permission(request) or its_admin.has_add_permission(request)
    if has_just_signed_in(request) or not (may_change or its_admin.has_delete_permission(request)):
        return None
    place = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{place}")
