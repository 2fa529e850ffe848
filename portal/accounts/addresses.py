"""Which addresses open an account: its own, shown to be its person's by a link sent there."""

from allauth.account.models import EmailAddress
from django.db import transaction

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.tasks.letters import send


@transaction.atomic
def confirm_address(user: User) -> None:
    """Keep that the address of the account is its person's own: a link of a letter was opened.

    The second sign-in step is refused to people of an address that nobody has confirmed.
    """
    if email := user.email.lower():
        # Whoever had that mailbox before has another address of the account now.
        EmailAddress.objects.filter(email=email).exclude(user=user).delete()
        EmailAddress.objects.filter(user=user, primary=True).exclude(email=email).update(
            primary=False
        )
        EmailAddress.objects.update_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )


def opened_by(email: str) -> User | None:
    """Return whose account a confirmed address opens; None where it opens none."""
    rows = EmailAddress.objects.filter(email__iexact=email, verified=True)
    address = rows.select_related("user").first()
    owner: User | None = address.user if address else None
    return owner


def end_other_addresses(user: User, *, before: str, by: User) -> None:
    """Let the address that an administrator gave the account be the only one that opens it.

    It counts as confirmed once its letter is answered. Both mailboxes are told.
    """
    ended = EmailAddress.objects.filter(user=user).exclude(email=user.email)
    old = {"sign_in_by": sorted(ended.values_list("email", flat=True))}
    ended.delete()
    if old["sign_in_by"]:
        record(Action.CHANGED, by=by, subject=user, old=old, new={"sign_in_by": []})
    is_in_use = user.is_active and user.last_login is not None
    if is_in_use and before.lower() != user.email:
        send("address_changed", to=[before, user.email], person=user, before=before)
