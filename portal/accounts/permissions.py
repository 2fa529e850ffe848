"""Sign-in by name and password, with all rights of a person read in one query."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q


class OneQueryBackend(ModelBackend):
    """Reads the rights given to a person and those of their roles together, once a request."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        known: set[str] | None = user_obj.__dict__.get("_perm_cache")
        if known is None:
            rows = Permission.objects.order_by()
            if not user_obj.is_superuser:
                rows = rows.filter(Q(user=user_obj) | Q(group__user=user_obj)).distinct()
            names = rows.values_list("content_type__app_label", "codename")
            known = user_obj._perm_cache = {f"{app}.{name}" for app, name in names}
        return known
