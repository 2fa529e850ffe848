"""Whom an identity provider may sign in: people who have linked their account to it."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.oidc.http import ProviderSession, session_of
from portal.accounts.oidc.links import PROVIDER_ID, link, link_of


class ProviderAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Opens no account; signs in by the link that its owner has made, and says who may make one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the provider of the settings, if there is one; rows of the database are none."""
        if not settings.OIDC_SERVER_URL or provider not in (None, PROVIDER_ID, "openid_connect"):
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=PROVIDER_ID,
                name=settings.OIDC_NAME,
                client_id=settings.OIDC_CLIENT_ID,
                secret=settings.OIDC_CLIENT_SECRET,
                settings={"server_url": settings.OIDC_SERVER_URL, "oauth_pkce_enabled": True},
            )
        ]

    def get_requests_session(self) -> ProviderSession:
        return session_of(context.request)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Return the person whose confirmed address the provider has verified too.

        Only where the operator wants it: an address may be given to somebody else, over there too.
        """
        claims = sociallogin.claims
        email = _address_in(claims)
        is_connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if is_connecting or not settings.OIDC_BY_ADDRESS:
            return None
        if claims.get("email_verified") is not True or not email:
            return None
        found = EmailAddress.objects.filter(email__iexact=email, verified=True)
        people = [address.user for address in found.select_related("user")[:2]]
        # Who has a link means that one; another identity of the same address is somebody else.
        if len(people) != 1 or not people[0].is_active or link_of(people[0]):
            return None
        return people[0], email

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link where that was asked for; refuse whom we do not know; keep nothing of the rest."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_link(request, sociallogin))
        if not (sociallogin.is_existing and sociallogin.user.is_active):
            credentials = {"email": _address_in(sociallogin.claims)}
            raise ImmediateHttpResponse(refusal(request, "unknown", credentials))
        sociallogin.token = None

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Answer with our page in place of allauth's, which would name addresses we don't have."""
        raise ImmediateHttpResponse(
            refusal(request, "cancelled" if error == "cancelled" else "failed")
        )


def _link(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    """Link the identity to the account of who began this, and say so on the page of links."""
    user, begun_by = request.user, sociallogin.state.get("person")
    if not isinstance(user, User) or str(user.pk) != begun_by:
        return refusal(request, "failed")
    if link(request, user, sociallogin.account.uid):
        message = _("Linked. From now on you can sign in with %(name)s.")
        messages.success(request, message % {"name": settings.OIDC_NAME})
    else:
        message = _("Not linked: this account is linked otherwise, or this identity opens another.")
        messages.error(request, message)
    return redirect("oidc_link")


def _address_in(claims: dict[str, Any]) -> str:
    """Return the address that is claimed; "" for none, and for letters that only look alike."""
    email = claims.get("email")
    usable = isinstance(email, str) and email.isascii() and email.isprintable()
    return str(email) if usable else ""


def refusal(
    request: HttpRequest, reason: str, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """Return the page that says why nobody was signed in; the failure stands in the record.

    Who is signed in already has tried to link the account, and has not failed at a sign-in.
    """
    if reason != "cancelled" and not request.user.is_authenticated:
        user_login_failed.send(
            sender=__name__, credentials=credentials or {}, request=request, method="oidc"
        )
    context = {"reason": reason, "provider_name": settings.OIDC_NAME}
    return render(request, "account/provider_refused.html", context, status=403)
