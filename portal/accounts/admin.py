"""People and their roles in the admin, and who may keep the records that many pages share."""

from importlib import import_module
from typing import Any, ClassVar

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.forms import Script
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.admin_access import EditorsSeeMixin, StaffSeesMixin
from portal.accounts.models import SecondStep, User
from portal.accounts.permission_words import permission_label
from portal.accounts.reauthentication import AskAgainMixin
from portal.accounts.roles import EDIT, PUBLISH, WRITE, Role, edits, staff
from portal.accounts.second_step import has_second_step
from portal.accounts.user_sessions import end_others
from portal.audit.mixin import AuditedAdmin
from portal.audit.stale import StaleAdmin
from portal.kit.admin import (
    LongListAdmin,
    NoAddMixin,
    NoChangeMixin,
    NoDeleteMixin,
    UncountedAdmin,
)
from portal.kit.moments import moment_or_dash
from portal.kit.typing import ModelField


class SharedRecordAdmin(StaffSeesMixin, StaleAdmin, LongListAdmin, AuditedAdmin):
    """Records that many pages use: all the staff sees them, editors and publishers change them."""

    handbook = "chuyen-muc-chu-de-tac-gia-nguon"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return edits(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(PUBLISH)


class EditorsOnlyAdmin(EditorsSeeMixin, NoDeleteMixin, LongListAdmin, AuditedAdmin):
    """Confidential records: for editors and publishers; nobody deletes them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)


class HelpedAdmin(UncountedAdmin, AuditedAdmin):
    """Says what to write in fields of models that are not ours, and so say nothing themselves."""

    handbook = "tai-khoan-va-vai-tro"
    help_texts: ClassVar[dict[str, StrPromise]] = {}

    def formfield_for_dbfield(
        self, db_field: ModelField, request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.name in self.help_texts:
            kwargs["help_text"] = self.help_texts[db_field.name]
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def assignable_permissions() -> QuerySet[Permission]:
    """Return the permissions that something here asks for, and those that anybody holds."""
    own = [right.partition(".")[2] for right in (WRITE, EDIT, PUBLISH)]
    types = ContentType.objects.get_for_models(
        User, Group, EmailAddress, SecondStep, for_concrete_models=False
    ).values()
    offered = Q(codename__in=own) | Q(content_type__in=types)
    held = Q(group__isnull=False) | Q(user__isnull=False)
    return Permission.objects.filter(offered | held).distinct()


class AssignablePermissionsAdmin(AskAgainMixin, HelpedAdmin):
    """Offers the rights that mean something, where Django would list four for every table."""

    class Media:
        js = (Script("js/filter-boxes.js", type="module"),)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: object) -> Any:
        if db_field.remote_field.model is Permission:
            kwargs["queryset"] = assignable_permissions().select_related("content_type")
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.remote_field.model is Permission:
            # Django's own names of rights are English, and stored.
            field.label_from_instance = permission_label
            # Django's own words are about the list of a browser, and stand behind any other.
            field.help_text = self.help_texts[db_field.name]
        return field


class RoleAdmin(AssignablePermissionsAdmin, GroupAdmin):
    """Groups and their rights."""

    # Else a name that is only read would stand last.
    fields = ("name", "permissions")
    search_help_text = _("Words of the role's name.")
    help_texts: ClassVar[dict[str, StrPromise]] = {
        "name": _("The role, as people call it. The site's own roles keep their names."),
        "permissions": _(
            "What who has the role may do: choose in the list of rights, move to the chosen ones."
        ),
    }

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Leave the names of the site's own roles alone: what people may do hangs on them."""
        names = ("name",) if _is_own_role(obj) else ()
        return [*super().get_readonly_fields(request, obj), *names]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let nobody delete the site's own roles."""
        return not _is_own_role(obj) and super().has_delete_permission(request, obj)


def _is_own_role(obj: Model | None) -> bool:
    return isinstance(obj, Group) and obj.name in list(Role)


class BelowAdministratorsMixin(admin.ModelAdmin[Any]):
    """Rows of an account, by which one comes into it: an administrator's are for administrators.

    Whoever keeps accounts would else come into the account of one, which nobody else may write.
    """

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.filter(user__is_superuser=False)


class SecondFactorAdmin(
    AskAgainMixin, BelowAdministratorsMixin, NoAddMixin, NoChangeMixin, UncountedAdmin, AuditedAdmin
):
    """Second sign-in steps; who keeps accounts takes away one that somebody has lost.

    Nobody makes or changes one for another, and its secret is shown to nobody. Whoever may have
    found it sits in no session any more.
    """

    handbook = "tai-khoan-va-vai-tro"
    list_display = ("account", "type_label", "since", "last_used")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__last_name", "user__first_name", "user__email")
    search_help_text = _("Words of the name, the sign-in name or the e-mail address.")
    fields = ("account", "type_label", "since", "last_used")
    readonly_fields = fields

    def delete_model(self, request: HttpRequest, obj: SecondStep) -> None:
        with transaction.atomic():
            super().delete_model(request, obj)
            self._tidy_up(request, obj.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> None:
        owners = list(User.objects.filter(pk__in=queryset.values("user")))
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            for owner in owners:
                self._tidy_up(request, owner)

    def _tidy_up(self, request: HttpRequest, owner: User) -> None:
        """Take the codes away with the last app or passkey, and end the owner's sessions.

        Codes that are left alone would be good again beside the next app, whoever has them.
        """
        if not has_second_step(owner):
            for codes in SecondStep.objects.filter(user=owner):
                super().delete_model(request, codes)
        end_others(owner, request, by=staff(request))

    @admin.display(description=_("user"), ordering="user__username")
    def account(self, step: SecondStep) -> User:
        owner: User = step.user
        return owner

    @admin.display(description=_("kind"), ordering="type")
    def type_label(self, step: SecondStep) -> str:
        return str(step.get_type_display())

    @admin.display(description=_("set up on"), ordering="created_at")
    def since(self, step: SecondStep) -> str:
        return moment_or_dash(step.created_at)

    @admin.display(description=_("last used"), ordering="last_used_at")
    def last_used(self, step: SecondStep) -> str:
        return moment_or_dash(step.last_used_at)


class AddressAdmin(
    AskAgainMixin,
    BelowAdministratorsMixin,
    HelpedAdmin,
    EmailAddressAdmin,  # type: ignore[misc]  # allauth has no types
):
    """E-mail addresses that people sign in by."""

    # The form verifies: it asks for the right and writes it down; allauth's action does neither.
    actions = ()
    ordering = ("email",)
    search_help_text = _("Words of the name, the sign-in name or the e-mail address.")
    raw_id_fields = ()
    autocomplete_fields = ("user",)
    help_texts: ClassVar[dict[str, StrPromise]] = {
        "user": _("Whose address it is: type some of the name, or of the sign-in name."),
        "email": _("In full, such as name@agency.gov.vn."),
        "verified": _("The person has opened the link in a mail to it; tick only if you are sure."),
        "primary": _("One of each account. Letters go to the address on the page of the account."),
    }

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            kwargs["queryset"] = User.objects.filter(is_superuser=False)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


# Django and allauth register theirs on import; ours write every change down, and take their place.
for name in ("allauth.mfa.admin", "allauth.socialaccount.admin"):
    import_module(name)
for model, its_admin in ((Group, RoleAdmin), (EmailAddress, AddressAdmin)):
    admin.site.unregister(model)
    admin.site.register(model, its_admin)
# It stands in the list under a name of ours.
admin.site.unregister(Authenticator)
admin.site.register(SecondStep, SecondFactorAdmin)
# The identity provider is a setting, and nothing of it is kept: there is nothing to look at.
for model in (SocialApp, SocialAccount, SocialToken):
    admin.site.unregister(model)
