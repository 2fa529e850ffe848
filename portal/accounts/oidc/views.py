"""To the identity provider and back; where none is configured both addresses do not exist."""

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore
from typing import Any

import jwt
import requests
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.decorators import rate_limit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.oidc.adapter import refusal
from portal.accounts.oidc.client import ProviderClient
from portal.accounts.oidc.links import PROVIDER_ID, link_of, unlink
from portal.accounts.reauthentication import require_recent_sign_in
from portal.accounts.roles import signed_in

View = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)
# Of one worker's threads: a provider that hangs must not keep those from the readers.
_WAITING = BoundedSemaphore(2)
# Whatever a provider may send in place of what the protocol says.
_UNREADABLE = (
    requests.RequestException, OAuth2Error, jwt.PyJWTError, ValueError, KeyError, TypeError,
    AttributeError,
)  # fmt: skip


def _where_configured(view: View) -> View:
    """Answer 404 without a provider."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not settings.OIDC_SERVER_URL:
            raise Http404
        return view(request)

    return checked


def _asks_provider(view: View) -> View:
    """Answer by our page where the provider answers nonsense, or others wait for it already."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not _WAITING.acquire(blocking=False):
            return refusal(request, "failed")
        try:
            return view(request)
        except ImmediateHttpResponse as answer:
            response: HttpResponse = answer.response
            return response
        except _UNREADABLE as error:
            logger.warning("The identity provider: %s: %s", type(error).__name__, error)
            return refusal(request, "failed")
        finally:
            _WAITING.release()

    return checked


@_where_configured
@_asks_provider
@never_cache
@require_POST
@rate_limit(action="login")  # type: ignore[untyped-decorator]  # allauth has no types
def sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the provider; nothing but the place to come back to is taken from the request."""
    onward = request.POST.get("next")
    safe = onward if get_account_adapter().is_safe_url(onward) else None
    return _to_provider(request, AuthProcess.LOGIN, next_url=safe)


def _to_provider(request: HttpRequest, process: str, **state: Any) -> HttpResponse:
    """Lead to the provider; `state` waits in the session until the browser comes back."""
    provider = get_adapter().get_provider(request, PROVIDER_ID)
    provider.oauth2_adapter_class = ProviderClient
    nonce = secrets.token_urlsafe(24)
    response: HttpResponse = provider.redirect(
        request, process, auth_params={"nonce": nonce}, nonce=nonce, **state
    )
    return response


@_where_configured
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_link(request: HttpRequest) -> HttpResponse:
    """Show to what the own account is linked; lead to the provider to link it, when fresh."""
    held = link_of(signed_in(request))
    if request.method == "POST" and held is None:
        require_recent_sign_in(request)
        return _begin_link(request)
    context = {"link": held, "provider_name": settings.OIDC_NAME}
    return render(request, "account/oidc_link.html", context)


@_asks_provider
@rate_limit(action="login")  # type: ignore[untyped-decorator]  # allauth has no types
def _begin_link(request: HttpRequest) -> HttpResponse:
    return _to_provider(request, AuthProcess.CONNECT, person=str(request.user.pk))


@_where_configured
@never_cache
@require_POST
@login_required
def remove_link(request: HttpRequest) -> HttpResponse:
    """Unlink the own account, when fresh; the password and the passkeys stay."""
    require_recent_sign_in(request)
    if unlink(request, signed_in(request)):
        messages.success(request, _("No longer linked: sign in by password or passkey."))
    return redirect("oidc_link")


class _Callback(OAuth2CallbackView):  # type: ignore[misc]  # allauth has no types
    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = state.get("nonce", "")
        return state, response


@_where_configured
@_asks_provider
@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Sign in whom the provider names, lead to the second step, or link, whichever was begun."""
    response: HttpResponse = _Callback.adapter_view(ProviderClient(request, PROVIDER_ID))(request)
    return response
