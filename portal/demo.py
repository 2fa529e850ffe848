"""What the demo needs of the portal itself: people to sign in as, consultations, an answer."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Group

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.consultations import demo as consultations
from portal.published_index import demo as published_index
from portal.questions import demo as questions

# What readers of the demo's English pages have to know of them.
TRANSLATED: Final = "Translated for this demonstration; not an official translation."


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
        """Where letters to an enterprise would go: a domain that nobody can own."""
        return "" if self.is_staff else f"{self.username}@doanh-nghiep.example"


ACCOUNTS = (
    Account("quantri", "Quản trị (minh họa)", is_superuser=True),
    Account("phongvien", "Người soạn tin (minh họa)", Role.REPORTER),
    Account("bientap", "Biên tập viên (minh họa)", Role.EDITOR),
    Account("duyet", "Người duyệt (minh họa)", Role.PUBLISHER),
    Account("dn-a", "Đại diện doanh nghiệp A (minh họa)", Role.REPRESENTATIVE),
    Account("dn-b", "Đại diện doanh nghiệp B (minh họa)", Role.REPRESENTATIVE),
)


def load() -> Counter[str]:
    """Bring what the portal's own pages show, and the demo accounts where there is a password."""
    brought = _accounts() + consultations.load() + questions.load()
    return brought + published_index.load()


def _accounts() -> Counter[str]:
    """Make them where DEMO_PASSWORD is set, and give each that password."""
    password = settings.DEMO_PASSWORD
    if not password:
        return Counter()
    return Counter({"accounts": sum(_bring(account, password) for account in ACCOUNTS)})


def _bring(account: Account, password: str) -> bool:
    user, is_new = User.objects.get_or_create(
        username=account.username,
        defaults={
            "first_name": account.name,
            "email": account.email,
            "is_staff": account.is_staff,
            "is_superuser": account.is_superuser,
        },
    )
    if is_new and account.role is not None:
        user.groups.add(Group.objects.get(name=account.role))
    # Hashing anew changes the stored password and ends sessions; only where it is another one.
    if is_new or not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return is_new
