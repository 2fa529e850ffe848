"""The provider's answers, checked more strictly than allauth does: signature, nonce, subject."""

import hmac
from typing import Any, Final

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from portal.accounts.oidc.links import identity_key
from portal.kit.origins import origin_of

_ALGORITHMS: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512"})


class ProviderClient(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Speaks with the provider; `nonce` is what the signed answer has to bring back."""

    nonce = ""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return str(build_absolute_uri(request, reverse("oidc_callback"), None))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Return the sign-in of the person that the signed token names; raise OAuth2Error."""
        claims = self._checked(app, str(kwargs["response"]["id_token"]))
        if "email_verified" not in claims and "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo of somebody else")
            claims = {**more, "sub": claims["sub"]}
        # The key in place of the subject: no number of a person gets into a row or the session.
        subject = identity_key(self.openid_config["issuer"], claims["sub"])
        login = self.get_provider().sociallogin_from_response(request, claims | {"sub": subject})
        login.account.extra_data, login.email_addresses = {}, []
        login.claims = claims
        return login

    def _checked(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Return what the token claims, once it is shown to be of this provider, for this visit."""
        if origin_of(self.openid_config["issuer"]) not in settings.OIDC_ORIGINS:
            raise OAuth2Error("the provider names another issuer")
        # A key that anybody may read must not pass for a shared secret.
        if jwt.get_unverified_header(id_token).get("alg") not in _ALGORITHMS:
            raise OAuth2Error("id_token is not signed by a key of the provider")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not self.nonce or not hmac.compare_digest(str(claims.get("nonce")), self.nonce):
            raise OAuth2Error("id_token of another visit")
        if "exp" not in claims or not isinstance(claims.get("sub"), str):
            raise OAuth2Error("id_token without end or subject")
        if claims["aud"] not in (app.client_id, [app.client_id]):
            raise OAuth2Error("id_token for other clients too")
        return claims
