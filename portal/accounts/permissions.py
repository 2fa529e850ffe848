"""Sign-in by name and password, with all rights of a person read in one query."""

from typing import Any

from django.contrib.auth.backends import ModelBackend


class OneQueryBackend(ModelBackend):
    """Reads the rights given to a person and those of their roles together, once a request."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        names: set[str] = user_obj.permission_names()
        return names
