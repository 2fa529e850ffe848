"""Addresses that their people have shown to be theirs, by opening a link of a letter sent there."""

from allauth.account.models import EmailAddress

from portal.accounts.models import User


def confirm_address(user: User) -> None:
    """Keep that the address of the account is its person's own: a link of a letter was opened.

    The second sign-in step is refused to people of an address that nobody has confirmed.
    """
    if user.email:
        EmailAddress.objects.filter(user=user, primary=True).exclude(email=user.email).update(
            primary=False
        )
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
