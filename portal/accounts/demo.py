"""The accounts of the demo: people to sign in as, never beside SITE_IS_DEMO=0."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet

from portal.accounts.models import User
from portal.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account: its name for signing in and on screen, and its role."""

    username: str
    name: str
    role: Role | None = None
    is_superuser: bool = False

    @property
    def is_staff(self) -> bool:
        return self.role is not Role.REPRESENTATIVE

    @property
    def email(self) -> str:
        """Return an address at a domain that nobody can own."""
        return "" if self.is_staff else f"{self.username}@doanh-nghiep.example"


ACCOUNTS = (
    Account("quantri", "Quản trị (minh họa)", is_superuser=True),
    Account("phongvien", "Người soạn tin (minh họa)", Role.REPORTER),
    Account("bientap", "Biên tập viên (minh họa)", Role.EDITOR),
    Account("duyet", "Người duyệt (minh họa)", Role.PUBLISHER),
    Account("dn-a", "Đại diện doanh nghiệp A (minh họa)", Role.REPRESENTATIVE),
    Account("dn-b", "Đại diện doanh nghiệp B (minh họa)", Role.REPRESENTATIVE),
)
_NAMES = frozenset((account.username, account.name) for account in ACCOUNTS)


def create_accounts() -> int:
    """Make the accounts, each with DEMO_PASSWORD, where that is set; return how many are new.

    Raise ImproperlyConfigured if it is set on a site that is no demo.
    """
    if not settings.DEMO_PASSWORD:
        return 0
    if not settings.SITE_IS_DEMO:
        raise ImproperlyConfigured(
            "SITE_IS_DEMO is off, and demo accounts are made on a demo only: unset DEMO_PASSWORD "
            "to load the content without them."
        )
    return sum(_create(account, settings.DEMO_PASSWORD) for account in ACCOUNTS)


def active_accounts() -> QuerySet[User]:
    """Return the accounts of the demo that nobody has locked; others may have such a username."""
    return User.objects.filter(
        username__in=[account.username for account in ACCOUNTS],
        first_name__in=[account.name for account in ACCOUNTS],
        is_active=True,
    )


def decider() -> User | None:
    """Return who decided in the demo's past; None where no administrator is there."""
    return User.objects.filter(is_superuser=True).order_by("pk").first()


def is_left_over(user: User) -> bool:
    """Return whether an account is the demo's, on a site that is no demo: it is let in no more."""
    return not settings.SITE_IS_DEMO and (user.username, user.first_name) in _NAMES


def _create(account: Account, password: str) -> bool:
    user, is_new = User.objects.get_or_create(
        username=account.username,
        defaults={
            "first_name": account.name,
            "email": account.email,
            "is_staff": account.is_staff,
            "is_superuser": account.is_superuser,
        },
    )
    if is_new and account.email:
        # As of an account that was opened by a letter: the address is the person's.
        EmailAddress.objects.create(user=user, email=account.email, verified=True, primary=True)
    if is_new and account.role is not None:
        user.groups.add(Group.objects.get(name=account.role))
    # Hashing anew changes the stored password and ends sessions; only where it is another one.
    if is_new or not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return is_new
