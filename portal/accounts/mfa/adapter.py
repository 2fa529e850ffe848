from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.kit.browsers import browser_in_words
from portal.kit.site_names import site_name


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Passkeys of this site: bound to its own name, called by the device that keeps them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_passkey": _(
            "The passkey was not accepted. Try once more, or sign in another way."
        ),
    }

    def _get_site_name(self) -> str:
        return site_name("vi")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what passkeys are bound to: the host of the site's address.

        On a machine of one's own that is whatever it was called by: browsers refuse bare numbers.
        """
        called = context.request.get_host().partition(":")[0]
        host = called if settings.SITE_IS_LOCAL else settings.SITE_HOST
        return {"id": host, "name": self._get_site_name()}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Return the name that a new passkey has at first: its browser, numbered where taken."""
        name = browser_in_words(context.request.headers.get("User-Agent", ""))
        rows = Authenticator.objects.filter(user_id=user.pk, type=type)
        taken = {str(row) for row in rows}
        numbered = (name if number == 1 else f"{name} ({number})" for number in range(1, 1000))
        return next(each for each in numbered if each not in taken)
