"""Accounts of the staff: opened by an invitation, staff by their role, let go with their work."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q

from portal.accounts import letters
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import Action
from portal.audit.recording import record

MAX_USERNAME = 140


def is_of_the_staff(roles: Iterable[Group]) -> bool:
    """Return whether somebody with these roles works here: any role but a representative's."""
    return any(role.name != Role.REPRESENTATIVE for role in roles)


def is_only_administrator(user: User) -> bool:
    """Return whether somebody is an administrator and nobody else who can sign in is one.

    Who was invited and has set no password yet may never come.
    """
    never_came = Q(last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    others = User.objects.filter(~never_came, is_superuser=True, is_active=True)
    others = others.exclude(pk=user.pk)
    return user.is_superuser and user.is_active and not others.exists()


def free_username(wish: str) -> str:
    """Return the wish as a username, with a number where it is taken."""
    username = wish[:MAX_USERNAME]
    taken = set(
        User.objects.filter(username__istartswith=username).values_list("username", flat=True)
    )
    numbered = (username if number == 1 else f"{username}-{number}" for number in range(1, 1000))
    return next(name for name in numbered if name not in taken)


def link_days() -> int:
    """Return for how many days the link in an invitation opens the account."""
    return int(settings.PASSWORD_RESET_TIMEOUT) // 86_400


def has_begun(user: User) -> bool:
    """Return whether the person has come in at least once, if only before the account was shut."""
    return user.last_login is not None


@transaction.atomic
def send_link(user: User, *, by: User) -> None:
    """Send a link to set a password: an invitation at first, later one for a forgotten password."""
    if has_begun(user):
        letters.post_password_reset.enqueue(user.pk, user.email)
        kind = "password"
    else:
        letters.post_staff_invitation.enqueue(user.pk)
        kind = "invitation"
    record(Action.STEP, by=by, subject=user, new={"letter": kind, "to": user.email})
