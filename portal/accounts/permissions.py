"""Sign-in by name and password, with all rights of a person read in one query."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from portal.accounts.demo import is_left_over


class OneQueryBackend(ModelBackend):
    """Reads the rights given to a person and those of their roles together, once a request."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Return whether somebody is let in, at the sign-in and by a session of before."""
        return super().user_can_authenticate(user) and not is_left_over(user)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        names: set[str] = user_obj.permission_names()
        return names
