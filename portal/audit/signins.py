"""Sign-ins as Django and django-allauth tell of them; connected when the portal starts.

Signals of allauth come after its own transaction, Django's within it.
"""

from collections.abc import Mapping

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.http import HttpRequest

from portal.audit.attempts import record_attempt
from portal.audit.models import Action
from portal.audit.recording import record
from portal.audit.values import Values
from portal.kit.measuring.metrics import SIGN_IN_FAILURES


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: AbstractBaseUser, **_: object) -> None:
    _write(Action.SIGNED_IN, request, user)


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: AbstractBaseUser, **_: object) -> None:
    if user is not None:
        _write(Action.SIGNED_OUT, request, user)


@receiver(user_login_failed)
def _failed(
    credentials: Mapping[str, str],
    request: HttpRequest | None = None,
    method: str = "password",
    **_: object,
) -> None:
    _write_failure(request, _target_account(credentials), method)


@receiver(authentication_failed)
def _failed_at_second_factor(
    request: HttpRequest, user: AbstractBaseUser | None, authenticator: Authenticator, **_: object
) -> None:
    _write_failure(request, user, str(authenticator.type))


@receiver(authenticator_added)
@receiver(authenticator_reset)
def _second_factor_set(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **_: object
) -> None:
    _write(Action.SECOND_FACTOR_SET, request, user, new={"type": str(authenticator.type)})


@receiver(authenticator_removed)
def _second_factor_removed(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **_: object
) -> None:
    _write(Action.SECOND_FACTOR_REMOVED, request, user, old={"type": str(authenticator.type)})


@receiver(password_changed)
@receiver(password_set)
@receiver(password_reset)
def _password_changed(request: HttpRequest, user: AbstractBaseUser, **_: object) -> None:
    _write(Action.PASSWORD_CHANGED, request, user)


@receiver(email_changed)
def _email_changed(
    request: HttpRequest,
    user: AbstractBaseUser,
    from_email_address: EmailAddress | None,
    to_email_address: EmailAddress,
    **_: object,
) -> None:
    old = {"email": from_email_address.email} if from_email_address else {}
    new = {"email": to_email_address.email}
    _write(Action.EMAIL_CHANGED, request, user, old=old, new=new)


@transaction.atomic
def _write(
    action: Action,
    request: HttpRequest | None,
    by: AbstractBaseUser | None,
    subject: AbstractBaseUser | None = None,
    *,
    old: Values | None = None,
    new: Values | None = None,
) -> None:
    whom = subject if by is None else by
    record(action, by=by, subject=whom, old=old, new=new, ip=address_of(request))


def _write_failure(
    request: HttpRequest | None, subject: AbstractBaseUser | None, method: str
) -> None:
    SIGN_IN_FAILURES.inc()
    record_attempt(
        Action.SIGN_IN_FAILED,
        subject=subject,
        ip=address_of(request),
        details={"with": [method]},
    )


def _target_account(credentials: Mapping[str, str]) -> AbstractBaseUser | None:
    """Return the account that was tried; a name without an account may be a password."""
    typed = credentials.get("username") or credentials.get("email")
    if not typed:
        return None
    return (
        get_user_model().objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first()
    )


def address_of(request: HttpRequest | None) -> str:
    """Return the client's address behind the site's proxies; "" if it is not known."""
    if request is None or "REMOTE_ADDR" not in request.META:
        return ""
    try:
        return str(get_adapter().get_client_ip(request))[:45]
    except PermissionDenied:
        return ""
