"""Forms of passkeys: each stands for both steps, so its device asks who holds it."""

from typing import Any, Final

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from allauth.mfa.webauthn import forms as allauth_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_NAME: Final = 60


class _CredentialField(forms.JSONField):
    """What a browser says of a passkey; anybody may send anything as such."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """Return what was sent; also of brackets or digits without end say that it is no JSON."""
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return nothing: what was refused is good for nothing when the form is shown again."""
        return initial


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Name of the passkey"),
        max_length=MAX_NAME,
        help_text=_("How you will know it among others: the device that keeps it."),
    )


class AddPasskeyForm(allauth_forms._BaseAddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey and its name; what the browser sends is checked against what was asked."""

    name = _name_field()
    credential = _CredentialField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A key that was made is not lost for want of a name: it gets the one of its browser.
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except (ValidationError, ValueError, KeyError, TypeError, AttributeError) as error:
            # The library reads what a browser sent as if it were of the right shape.
            raise get_adapter().validation_error("incorrect_passkey") from error
        return cleaned


class RenamePasskeyForm(allauth_forms.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    name = _name_field()


class _RecordedFailure(forms.Form):
    """Tells of a passkey that was refused, as of a wrong code; the record then knows of it."""

    credential = _CredentialField()
    user: Any

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]  # of allauth's forms
        except ValidationError as error:
            if error.code == "too_many_login_attempts":
                raise
            self._notify()
            raise get_adapter().validation_error("incorrect_passkey") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self._notify()
            raise get_adapter().validation_error("incorrect_passkey") from error

    def _notify(self) -> None:
        authentication_failed.send(
            sender=Authenticator,
            request=context.request,
            # Who has not said a name is nobody: the browser may claim to be anyone.
            user=self.user,
            authenticator=Authenticator(type=Authenticator.Type.WEBAUTHN),
        )


class SignInByPasskeyForm(_RecordedFailure, allauth_forms.LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """The whole sign-in: no name and no password were given before."""


class SecondStepByPasskeyForm(_RecordedFailure, allauth_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """The second step, after the password."""


class ReauthenticateByPasskeyForm(_RecordedFailure, allauth_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Who is signed in shows once more who sits there."""
