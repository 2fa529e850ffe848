"""Forms of the own account, where allauth's would promise what cannot be."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, ResetPasswordKeyForm
from allauth.account.utils import filter_users_by_email

from portal.accounts.addresses import confirm_address


class NewAddressForm(AddEmailForm):  # type: ignore[misc]  # allauth has no types
    """A new address for the own account; one that another account has is refused at once."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if any(user.pk != self.user.pk for user in filter_users_by_email(email)):
            raise get_adapter().validation_error("email_taken")
        return email


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """A password set by the link of a letter; who comes for the first time has read that letter."""

    def save(self) -> None:
        super().save()
        if self.user.last_login is None:
            confirm_address(self.user)
