"""Accounts that their owners have linked to an identity at the provider, and the end of links.

A row says which identity of which provider opens which account here, as a hash: neither names nor
numbers of the provider stay with us. It is found by what cannot be given to somebody else there.
"""

import hashlib
from typing import Final

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.audit.signins import address_of
from portal.tasks.letters import send

PROVIDER_ID: Final = "oidc"


def identity_key(issuer: str, subject: str) -> str:
    """Return what a row keeps of a person at a provider: subjects are unique for one issuer."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()


def link_of(user: User) -> SocialAccount | None:
    """Return the identity to which the person has linked the account, if any."""
    rows = SocialAccount.objects.filter(user_id=user.pk, provider=PROVIDER_ID)
    found: SocialAccount | None = rows.order_by("pk").first()
    return found


@transaction.atomic
def link(request: HttpRequest, user: User, key: str) -> bool:
    """Let this identity open the person's account; return False where it opens another's.

    The record knows of it, and the person is told by letter: it may have been somebody else.
    """
    # Two at once would leave two identities that open one account.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = link_of(user)
    if held is not None:
        return bool(held.uid == key)
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user_id=user.pk, provider=PROVIDER_ID, uid=key)
    except IntegrityError:
        return False
    _write_down(Action.IDENTITY_LINKED, request, user)
    return True


@transaction.atomic
def unlink(request: HttpRequest, user: User) -> bool:
    """Let no identity open the person's account any more; return whether one did."""
    if not _remove(user):
        return False
    _write_down(Action.IDENTITY_UNLINKED, request, user)
    return True


def _remove(user: User) -> bool:
    deleted, _by_model = SocialAccount.objects.filter(user_id=user.pk).delete()
    return bool(deleted)


def _write_down(action: Action, request: HttpRequest, user: User) -> None:
    name = settings.OIDC_NAME
    ip = address_of(request)
    record(action, by=user, subject=user, new={"provider": name}, ip=ip)
    confirmed = EmailAddress.objects.filter(user_id=user.pk, verified=True)
    send(
        str(action),
        to=[user.email, *confirmed.values_list("email", flat=True)],
        person=user,
        provider_name=name,
        ip=ip,
    )


@receiver(post_save, sender=User)
def _end_where_shut(instance: User, **_: object) -> None:
    """Leave no way in behind an account that was shut: none opens it should it come back."""
    if not instance.is_active and _remove(instance):
        record(Action.IDENTITY_UNLINKED, by=None, subject=instance)
