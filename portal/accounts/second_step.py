"""Who has a second sign-in step, and who has yet to set one up."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from portal.accounts.models import User

_CODES = Authenticator.Type.RECOVERY_CODES


def second_steps() -> QuerySet[Any]:
    """Return the apps and passkeys; recovery codes stand in for one, and ask for nothing alone."""
    rows: QuerySet[Any] = Authenticator.objects.exclude(type=_CODES)
    return rows


def has_second_step(user: User | AnonymousUser) -> bool:
    """Return whether the person is asked for a second step when they sign in."""
    return user.pk is not None and second_steps().filter(user_id=user.pk).exists()


def must_have_second_factor(user: User | AnonymousUser) -> bool:
    """Return whether the site asks the person for a second step: an app or a passkey."""
    return bool(
        settings.STAFF_MFA_REQUIRED if user.is_staff else settings.REPRESENTATIVE_MFA_REQUIRED
    )


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Return whether somebody signed in has yet to set up the second step that is asked of them."""
    return must_have_second_factor(user) and not has_second_step(user)


def with_codes_alone() -> QuerySet[User]:
    """Return the accounts whose app or passkey is gone, and whose recovery codes are not."""
    codes = Authenticator.objects.filter(user=OuterRef("pk"), type=_CODES)
    steps = second_steps().filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(codes), ~Exists(steps), is_active=True)
