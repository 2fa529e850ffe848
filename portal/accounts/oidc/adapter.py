"""Whom an identity provider may sign in: people who have an account, by a confirmed address."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.models import User
from portal.accounts.oidc.http import ProviderSession, session_of

PROVIDER_ID = "oidc"


class ProviderAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Opens no account and keeps none of the provider's: each sign-in is by the address alone."""

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
        """Return the person whose confirmed address the provider has verified too."""
        claims = sociallogin.account.extra_data
        email = _address_in(claims)
        if claims.get("email_verified") is not True or not email:
            return None
        found = EmailAddress.objects.filter(email__iexact=email, verified=True)
        people = [address.user for address in found.select_related("user")[:2]]
        if len(people) != 1 or not people[0].is_active:
            return None
        return people[0], email

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse whom we do not know; of the others nothing that the provider said is kept."""
        if not sociallogin.is_existing:
            credentials = {"email": _address_in(sociallogin.account.extra_data)}
            raise ImmediateHttpResponse(refusal(request, "unknown", credentials))
        sociallogin.token = None
        sociallogin.account.extra_data = {}

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


def _address_in(claims: dict[str, Any]) -> str:
    """Return the address that is claimed; "" for none, and for letters that only look alike."""
    email = claims.get("email")
    usable = isinstance(email, str) and email.isascii() and email.isprintable()
    return str(email) if usable else ""


def refusal(
    request: HttpRequest, reason: str, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """Return the page that says why nobody was signed in; the failure stands in the record."""
    if reason != "cancelled":
        user_login_failed.send(
            sender=__name__, credentials=credentials or {}, request=request, method="oidc"
        )
    context = {"reason": reason, "provider_name": settings.OIDC_NAME}
    return render(request, "account/provider_refused.html", context, status=403)
