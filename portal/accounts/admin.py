"""People and their roles in the admin, and who may keep the records that many pages share."""

from typing import Any

from allauth.account.admin import EmailAddressAdmin
from allauth.mfa.admin import AuthenticatorAdmin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from portal.accounts.models import User
from portal.accounts.roles import EDIT, PUBLISH, works_here
from portal.audit.mixin import AuditedAdmin
from portal.audit.models import Action
from portal.audit.recording import record


class SharedRecordAdmin(AuditedAdmin):
    """Records that many pages use: all the staff sees them, editors and publishers change them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return works_here(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(EDIT) or request.user.has_perm(PUBLISH)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PUBLISH)


class PersonAdmin(AuditedAdmin, UserAdmin[User]):
    """Accounts; that a password was set for somebody is written down, the password is not."""

    @transaction.atomic
    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        before = self._password_of(id)
        response = super().user_change_password(request, id, form_url)
        if self._password_of(id) != before:
            person = User.objects.get(pk=unquote(id))
            record(Action.PASSWORD_CHANGED, by=request.user, subject=person)
        return response

    @staticmethod
    def _password_of(id: str) -> str | None:
        return User.objects.filter(pk=unquote(id)).values_list("password", flat=True).first()


class RoleAdmin(AuditedAdmin, GroupAdmin):
    """Groups and their rights."""


class SecondFactorAdmin(AuditedAdmin, AuthenticatorAdmin):  # type: ignore[misc]  # allauth has no types
    """Second sign-in steps; a superuser takes away one that somebody has lost."""


class AddressAdmin(AuditedAdmin, EmailAddressAdmin):  # type: ignore[misc]  # allauth has no types
    """E-mail addresses that people sign in by."""
