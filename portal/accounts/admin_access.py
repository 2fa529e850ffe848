"""Mixins that say who sees an admin: all the staff, or editors and publishers only."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portal.accounts.roles import edits, works_here


class StaffSeesMixin(admin.ModelAdmin[Any]):
    """All the staff sees the list and its rows."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return works_here(request.user)


class EditorsSeeMixin(admin.ModelAdmin[Any]):
    """Editors and publishers see the list and its rows, and reporters do not know of it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return edits(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return edits(request.user)
