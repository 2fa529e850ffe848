"""Forms of the own account, where allauth's would promise what cannot be."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm
from allauth.account.utils import filter_users_by_email


class NewAddressForm(AddEmailForm):  # type: ignore[misc]  # allauth has no types
    """A new address for the own account; one that another account has is refused at once."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if any(user.pk != self.user.pk for user in filter_users_by_email(email)):
            raise get_adapter().validation_error("email_taken")
        return email
