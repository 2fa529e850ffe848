"""Mixins of admins that know their user: who sees it, and who fills in its form."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from portal.accounts.models import User
from portal.accounts.roles import edits, staff, works_here


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


class UserForm[M: Model](ModelForm[M]):
    """A form that checks what its user may do."""

    user: User


class UserFormMixin(admin.ModelAdmin[Any]):
    """Tells the form who its user is."""

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: object
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = staff(request)
        return form
