"""What the demo needs of the portal itself: abbreviations, and people to sign in as."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.search.abbreviations import DEFAULTS
from portal.search.models import Abbreviation


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


ACCOUNTS = (
    Account("quantri", "Quản trị (minh họa)", is_superuser=True),
    Account("phongvien", "Người soạn tin (minh họa)", Role.REPORTER),
    Account("bientap", "Biên tập viên (minh họa)", Role.EDITOR),
    Account("duyet", "Người duyệt (minh họa)", Role.PUBLISHER),
    Account("dn-a", "Đại diện doanh nghiệp A (minh họa)", Role.REPRESENTATIVE),
    Account("dn-b", "Đại diện doanh nghiệp B (minh họa)", Role.REPRESENTATIVE),
)


def load() -> Counter[str]:
    """Fill an empty table of abbreviations; with DEMO_PASSWORD set make the demo accounts.

    Every demo account gets that password, also where it had another.
    """
    brought = Counter({"abbreviations": _bring_abbreviations()})
    if password := settings.DEMO_PASSWORD:
        brought["accounts"] = sum(_bring(account, password) for account in ACCOUNTS)
    return brought


def _bring_abbreviations() -> int:
    # One that editors took out of their table stays out.
    if Abbreviation.objects.exists():
        return 0
    rows = [Abbreviation(short=short, long=long) for short, long in DEFAULTS]
    return len(Abbreviation.objects.bulk_create(rows))


def _bring(account: Account, password: str) -> bool:
    user, is_new = User.objects.get_or_create(
        username=account.username,
        defaults={
            "first_name": account.name,
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
