"""What followers do: ask, confirm, change, stop. An address that follows nothing is erased."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.subscriptions import letters
from portal.subscriptions.models import MAX_SUBSCRIPTIONS, Follower, Frequency, Subscription
from portal.subscriptions.subjects import Followed, followed_kinds
from portal.tasks.once import enqueue_once


@transaction.atomic
def ask(email: str, kind: str, subject: Followed, frequency: str, language: str) -> None:
    """Note what somebody asks to follow, and write to the address; nothing else happens yet."""
    follower, _made = Follower.objects.get_or_create(email=email, defaults={"language": language})
    # What waits to be confirmed may be a stranger's wish: it ends by itself, and binds nobody.
    rows = follower.subscriptions
    confirmed = rows.confirmed().count()
    if not confirmed:
        change_language(follower, language)
    if confirmed >= MAX_SUBSCRIPTIONS and not rows.filter(kind=kind, key=subject.key).exists():
        enqueue_once(letters.full, follower.pk)
        return
    subscription, _made = Subscription.objects.get_or_create(
        follower=follower,
        kind=kind,
        key=subject.key,
        defaults={"frequency": frequency, "mark": subject.mark()},
    )
    if subscription.confirmed_at is None:
        subscription.frequency, subscription.requested_at = frequency, timezone.now()
        subscription.save(update_fields=["frequency", "requested_at"])
    enqueue_once(letters.confirmation, subscription.pk)


@transaction.atomic
def confirm(subscription: Subscription, subject: Followed) -> None:
    """Let letters begin: of what happens from now on."""
    if subscription.confirmed_at is None:
        now = timezone.now()
        subscription.confirmed_at = subscription.notified_until = now
        subscription.mark = subject.mark()
        subscription.save(update_fields=["confirmed_at", "notified_until", "mark"])


@transaction.atomic
def change(follower: Follower, key: int, frequency: str) -> None:
    """Let letters on one thing come so often from now on, or never again."""
    rows = Subscription.objects.filter(follower=follower, pk=key)
    if frequency in Frequency.values:
        rows.update(frequency=frequency)
    else:
        rows.delete()
        erase_idle()


def change_language(follower: Follower, language: str) -> None:
    """Let all letters to a follower, and the pages behind their links, speak a language."""
    if follower.language != language:
        follower.language = language
        follower.save(update_fields=["language"])


@transaction.atomic
def stop(follower: Follower) -> None:
    """End all letters to a follower and erase the address."""
    Follower.objects.filter(pk=follower.pk).erase()


def erase_idle() -> None:
    """Erase the addresses that follow nothing."""
    Follower.objects.filter(subscriptions=None).erase()


@transaction.atomic
def erase_unconfirmed(now: datetime) -> int:
    """Erase what nobody confirmed in time, with addresses that follow nothing else."""
    old = Subscription.objects.filter(
        confirmed_at=None, requested_at__lt=now - settings.SUBSCRIPTION_CONFIRM_LIFE
    )
    count = old.delete()[0]
    erase_idle()
    return count


@transaction.atomic
def erase_gone() -> int:
    """Erase what follows a row that was deleted, with addresses that follow nothing else."""
    count = 0
    for kind, subjects in followed_kinds().items():
        rows = Subscription.objects.filter(kind=kind)
        keys = rows.order_by().values_list("key", flat=True).distinct() if subjects.model else []
        if gone := subjects.gone_keys(list(keys)):
            count += rows.filter(key__in=gone).delete()[0]
    erase_idle()
    return count
