"""The forms of an account: who it is, which roles, which sections; who goes on with the work."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal.accounts.addresses import opened_by
from portal.accounts.choosing import writers_here
from portal.accounts.models import User
from portal.accounts.permission_words import role_label
from portal.accounts.roles import Role
from portal.accounts.staff import free_username, is_of_the_staff, is_only_administrator
from portal.kit.text.normalize import slugify
from portal.publishing.models import Section
from portal.publishing.models.kinds import kinds_with_sections


class AccountForm(forms.ModelForm[User]):
    """An account with its roles and the sections that these are limited to."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Roles"),
        queryset=Group.objects.prefetch_related("permissions__content_type").order_by("pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the person does here. Without a role nobody of the staff comes in."),
    )
    sections = forms.ModelMultipleChoiceField(
        label=_("Sections"),
        queryset=Section.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everywhere. Chosen: the roles hold in these sections only."),
    )

    class Meta:
        model = User
        fields = "__all__"  # noqa: DJ007  # the admin's fieldsets say which

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_staff = self.instance.pk is not None and self.instance.is_staff
        if self.instance.pk is not None and "sections" in self.fields:
            self.initial["sections"] = self.instance.sections.all()
        if "groups" in self.fields:
            self.fields["groups"].label_from_instance = role_label  # type: ignore[attr-defined]  # a choice of rows
        if "sections" in self.fields:
            kinds = dict(kinds_with_sections())
            self.fields["sections"].label_from_instance = (  # type: ignore[attr-defined]  # a choice of rows
                lambda section: f"{kinds.get(section.kind, section.kind)}: {section.name}"
            )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        others = User.objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Another account has this e-mail address already."))
        if (owner := opened_by(email)) not in (None, self.instance):
            text = _(
                "This address still opens the account of %(name)s; delete it under "
                "“E-mail addresses” first."
            )
            raise forms.ValidationError(text, params={"name": owner})
        return email

    def clean_is_superuser(self) -> bool:
        stays: bool = self.cleaned_data["is_superuser"]
        if not stays and is_only_administrator(self.instance):
            raise forms.ValidationError(
                _("Nobody else is an administrator; make somebody one first, then untick this.")
            )
        return stays

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "groups" not in self.fields or "groups" in self.errors:
            return cleaned
        roles = list(cleaned["groups"])
        names = {role.name for role in roles}
        if Role.REPRESENTATIVE in names and len(names) > 1:
            self.add_error(
                "groups",
                _("Who speaks for an enterprise has no role of the staff; open another account."),
            )
        self._make_staff_by_role(roles)
        if self.instance.pk is not None and (why_not := self._refusal(names)):
            self.add_error("groups", why_not)
        return cleaned

    def _refusal(self, names: set[str]) -> str:
        """Return why the apps above, such as that of enterprises, refuse these roles; or ""."""
        refuse: Callable[..., str] = import_string(settings.ROLES_REFUSED)
        return refuse(
            self.instance,
            becomes_staff=self.instance.is_staff and not self.was_staff,
            loses_desk=Role.REPRESENTATIVE not in names,
        )

    def _make_staff_by_role(self, roles: Iterable[Group]) -> None:
        """A role makes its people staff: a tick that could be forgotten is not asked for."""
        data = self.cleaned_data
        is_superuser = data.get("is_superuser", self.instance.is_superuser)
        single = data.get("user_permissions")
        if single is None:
            single = self.instance.user_permissions.all() if self.instance.pk else []
        self.instance.is_staff = is_of_the_staff(roles) or bool(is_superuser) or bool(single)


class NewAccountForm(AccountForm):
    """All that a new account needs; the person sets the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "email", "groups"):
            if name in self.fields:
                self.fields[name].required = True
        # Representatives come by the invitation of an enterprise.
        roles: Any = self.fields["groups"]
        roles.queryset = roles.queryset.exclude(name=Role.REPRESENTATIVE)

    def save(self, commit: bool = True) -> User:
        local = slugify(self.instance.email.partition("@")[0]) or "nguoi"
        self.instance.username = free_username(local)
        self.instance.set_unusable_password()
        return super().save(commit)


class LeavingForm(forms.Form):
    """The colleague who goes on with what somebody leaves behind."""

    to = forms.ModelChoiceField(
        label=_("Who goes on with it"),
        queryset=User.objects.none(),
        help_text=_("What is listed above becomes theirs; who wrote each text stays known."),
    )

    def __init__(self, *args: Any, leaver: User, is_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = writers_here().exclude(pk=leaver.pk).order_by("first_name", "username")
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]  # a choice field
        self.fields["to"].required = is_needed
