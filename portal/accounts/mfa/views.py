"""Pages of the second sign-in step, where allauth's would promise less than is asked here."""

import json
from typing import Any

from allauth.core.internal import ratelimit
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic.edit import FormView

from portal.accounts.second_step import must_have_second_factor, second_steps


def _for_the_script(options: object) -> str:
    """Return what the browser is to ask its keys for, as it stands in an attribute of the form."""
    return json.dumps(options, cls=DjangoJSONEncoder)


class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A new passkey: kept by its device, which asks for a finger, a face or its code each time."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = FormView.get_context_data(self, **kwargs)
        options = auth.begin_registration(self.request.user, True)
        return context | {"passkey_options": _for_the_script(options)}


class SignInByPasskeyView(LoginWebAuthnView):  # type: ignore[misc]  # allauth has no types
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what a passkey is to sign; each answer to a stranger is a session, so not too many.

        The library limits what is sent, and not what is asked for.
        """
        refusal: HttpResponse | None = ratelimit.consume_or_429(
            request, app="allauth.mfa", action="passkey_options", limit_get=True
        )
        answer: HttpResponse = refusal or super().get(request, *args, **kwargs)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Lead back to the page of signing in, which still knows where the person was going."""
        for message in form.errors.get("credential", []):
            messages.error(self.request, message)
        after = self.request.POST.get("next", "")
        query = f"?{urlencode({'next': after})}" if after else ""
        return redirect(f"{reverse('account_login')}{query}")


class SecondStepView(AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """The second step after the password: a passkey where there is one, or a code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["request_options"]
        if options["publicKey"].get("allowCredentials"):
            context["passkey_options"] = _for_the_script(options)
        return context


class AskAgainByPasskeyView(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again: what waits for the answer goes on waiting."""
        for message in form.errors.get("credential", []):
            messages.error(self.request, message)
        answer: HttpResponse = self.render_to_response(self.get_context_data())
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["request_options"]
        return context | {"passkey_options": _for_the_script(options)}


class _WarnsOfTheLast:
    """Says before the last second step goes what the account then no longer opens."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # a mixin of allauth's views
        user: Any = self.request.user
        is_last = second_steps().filter(user_id=user.pk).count() == 1
        return context | {"is_last": is_last, "is_required": must_have_second_factor(user)}


class RemovePasskeyView(_WarnsOfTheLast, RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """One passkey goes, after the password; the last one with a warning."""


class RemoveAppView(_WarnsOfTheLast, DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """The app goes, after the password; as the last step with a warning."""
