"""Forms: a request to join, an invitation, a role, a first password."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enterprises.kit.tax_code import PERSONAL
from enterprises.people.models import Invitation, JoinRequest
from enterprises.profiles.models import RepresentativeRole
from portal.accounts.models import User
from portal.kit.text.normalize import nfc
from portal.participation.publicforms.forms import PublicForm, checked_address

MAX_PASSWORD_LENGTH = 200


class JoinForm(PublicForm, forms.ModelForm[JoinRequest]):
    """An enterprise asks for a place: text only."""

    PURPOSE = "doanh-nghiep.dang-ky"

    class Meta:
        model = JoinRequest
        fields = ["name", "tax_code", "person", "email", "phone", "message"]
        widgets: ClassVar[dict[str, Any]] = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "tax_code": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            "person": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "message": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {"required": _("Write the name of the enterprise.")},
            "tax_code": {
                "required": _("Write the tax code; it stands on the certificate."),
                PERSONAL: _(
                    "12 digits are the number of a household business's owner; it is not kept "
                    "here. Write to us by the page “Contact”: we take it in without a tax code."
                ),
            },
            "person": {"required": _("Write your name.")},
            "email": {"required": _("Write an e-mail address that our answer can go to.")},
            "phone": {"required": _("Write a telephone number, in case we have a question.")},
        }

    def clean_email(self) -> str:
        return checked_address(self.cleaned_data["email"])


class InviteForm(forms.Form):
    """An owner's invitation: address and role."""

    email = forms.EmailField(
        label=_("E-mail of the person"),
        max_length=200,
        help_text=_("The invitation goes there. Better a person's own address than a shared one."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the e-mail address of the person.")},
    )
    role = forms.ChoiceField(
        label=_("What the person may do"),
        choices=[
            (RepresentativeRole.EDITOR, _("Write: profile, products, reports, events")),
            (RepresentativeRole.OWNER, _("Write, and decide on people, as you do")),
        ],
        initial=RepresentativeRole.EDITOR,
        widget=forms.RadioSelect,
    )

    def clean_email(self) -> str:
        return checked_address(self.cleaned_data["email"])


class RoleForm(forms.Form):
    """The role that a person is to have; said in full, so that sent twice it stays."""

    role = forms.ChoiceField(choices=RepresentativeRole.choices, widget=forms.HiddenInput)


class FirstPasswordForm(forms.Form):
    """The name and password of an invited person without an account."""

    name = forms.CharField(
        label=_("Your full name"),
        max_length=120,
        help_text=_("As your colleagues and the department know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    password = forms.CharField(
        label=_("A password of your own"),
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        help_text=_("At least 12 signs; a few words that only you put together are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Write the password once more.")},
    )

    def __init__(self, data: QueryDict | None = None, *, invitation: Invitation) -> None:
        super().__init__(data, label_suffix="")
        self.invitation = invitation

    def clean_name(self) -> str:
        return " ".join(nfc(self.cleaned_data["name"]).split())

    def clean(self) -> None:
        super().clean()
        password, again = (self.cleaned_data.get(name) for name in ("password", "again"))
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ; write both anew."))
        elif password:
            self._check(password)

    def _check(self, password: str) -> None:
        person = User(
            username=self.invitation.email,
            email=self.invitation.email,
            first_name=self.cleaned_data.get("name", ""),
        )
        try:
            password_validation.validate_password(password, person)
        except ValidationError as error:
            self.add_error("password", error)
