"""Who is let in, by whatever way, and all rights of a person, read in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from portal.accounts.demo import is_left_over


class _LetsInNobodyOfADemo(ModelBackend):
    """Knows the demo's accounts on a demo only: a session is bound to the backend that began it."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Return whether somebody is let in, at the sign-in and by a session of before."""
        return super().user_can_authenticate(user) and not is_left_over(user)


class AnyWayBackend(_LetsInNobodyOfADemo, AuthenticationBackend):  # type: ignore[misc]  # no types
    """Sign-in by an address, a passkey or another provider."""


class OneQueryBackend(_LetsInNobodyOfADemo):
    """Reads the rights given to a person and those of their roles together, once a request."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        names: set[str] = user_obj.permission_names()
        return names
