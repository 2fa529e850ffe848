"""The account of an e-mail address, and new accounts for people who were invited."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db.models import Q

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.staff import free_username


def account_of(email: str) -> User | None:
    """Return the account with this address; None where there is none."""
    verified = EmailAddress.objects.filter(email__iexact=email, verified=True)
    rows = User.objects.filter(Q(email__iexact=email) | Q(pk__in=verified.values("user_id")))
    return rows.order_by("pk").first()


def owns_address(user: User, email: str) -> bool:
    """Return whether this is the account with this address."""
    found = account_of(email)
    return found is not None and found.pk == user.pk


def open_account(*, email: str, name: str, password: str) -> User:
    """Create an account with a verified address; raises IntegrityError."""
    family, _, given = name.rpartition(" ")
    user = User.objects.create_user(
        free_username(email), email, password, first_name=given, last_name=family
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_representative(user: User) -> None:
    """Give the account the role that representatives have."""
    user.groups.add(Group.objects.get(name=Role.REPRESENTATIVE))
