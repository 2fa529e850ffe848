"""Where somebody is signed in: noted at the sign-in and once a minute, and ended one by one."""

from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.tasks import task
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from portal.accounts.models import User, UserSession
from portal.accounts.second_step import second_steps
from portal.audit.models import Action
from portal.audit.recording import record
from portal.audit.signins import address_of

# So many go in one statement, so that none holds others up for long.
_SLICE: Final = 1000


def note_session(request: HttpRequest, user_pk: int) -> None:
    """Keep from where and in what browser this session was last used; one query."""
    session = request.session
    if session.session_key is None:
        session.save()
    row = UserSession(
        session_id=str(session.session_key),
        user_id=user_pk,
        ip=address_of(request) or None,
        user_agent=request.headers.get("User-Agent", "")[:300],
    )
    changes = ["seen", "ip", "user_agent", "user"]
    try:
        with transaction.atomic():
            UserSession.objects.bulk_create(
                [row], update_conflicts=True, unique_fields=["session"], update_fields=changes
            )
    except IntegrityError:
        # It was ended from elsewhere a moment ago, and its end is known at the next request.
        pass


def sessions_of(user: User) -> list[UserSession]:
    """Return the sessions in which the person is still signed in, the one last used first."""
    now = timezone.now()
    rows = user.sessions.filter(session__expire_date__gt=now).select_related("session")
    if user.is_staff:
        idle, age = settings.STAFF_SESSION_IDLE, settings.STAFF_SESSION_AGE
        rows = rows.filter(seen__gt=now - idle, since__gt=now - age)
    return [row for row in rows.order_by("-seen", "-pk") if _holds(row.session, user)]


def _holds(session: Session, user: User) -> bool:
    """Return whether a session was begun under the password of now: others open nothing."""
    begun_under = str(session.get_decoded().get(HASH_SESSION_KEY, ""))
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(begun_under, each) for each in hashes)


@transaction.atomic
def end_sessions(rows: list[UserSession], *, user: User, by: User | None) -> None:
    """End these sessions of the person; who sits there is asked to sign in, and it is recorded."""
    if not rows:
        return
    Session.objects.filter(pk__in=[row.session_id for row in rows]).delete()
    ended = [f"{row}, {row.ip or '–'}" for row in rows]
    record(Action.SESSIONS_ENDED, by=by, subject=user, old={"sessions": ended})


def end_others(user: User, request: HttpRequest, *, by: User) -> None:
    """End where the person is signed in, but for the session of this request."""
    others = user.sessions.exclude(session_id=request.session.session_key)
    end_sessions(list(others), user=user, by=by)


@task
def forget_expired_sessions() -> int:
    """Delete the sessions whose time is over, signed in or not; return how many."""
    expired, forgotten = Session.objects.filter(expire_date__lt=timezone.now()), 0
    while keys := list(expired.values_list("pk", flat=True)[:_SLICE]):
        expired.filter(pk__in=keys).delete()
        forgotten += len(keys)
    return forgotten


@receiver(post_save, sender=User)
def _end_where_shut(instance: User, **_: object) -> None:
    """Leave no session behind an account that was shut: none opens should it come back."""
    if not instance.is_active:
        end_sessions(list(instance.sessions.all()), user=instance, by=None)


@receiver(authenticator_added)
def _end_those_without_the_step(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: object
) -> None:
    """Let the first second step open no session but the one in which it was set up.

    Whoever sits in another one has given the password alone.
    """
    is_code = authenticator.type == Authenticator.Type.RECOVERY_CODES
    others = second_steps().filter(user=user).exclude(pk=authenticator.pk)
    if is_code or others.exists():
        return
    end_others(user, request, by=user)
