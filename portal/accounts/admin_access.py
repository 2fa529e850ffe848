"""Mixins of admins that know their user: who sees it, and who fills in its form."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, edits, staff, works_here
from portal.kit.admin import ReadOnlyReasonMixin


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


class PublishersAnswerMixin(ReadOnlyReasonMixin):
    """Requests that others read: who answers is said above them while nobody has."""

    def waits(self, obj: Any) -> bool:
        """Return whether nobody has answered yet."""
        raise NotImplementedError

    def why_read_only(self, request: HttpRequest, obj: Any) -> str:
        is_another = not request.user.has_perm(PUBLISH) and obj is not None and self.waits(obj)
        return gettext("A publisher answers this request.") if is_another else ""


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
