"""Finds what is new for whom, and asks for letters: a few transactions, however many follow."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import batched
from typing import Final

from django.db import transaction
from django.db.models import Min, Q
from django.tasks import task
from django.utils import timezone

from portal.kit.postgres.moments import database_now
from portal.pagecache.models import Generation
from portal.publishing.models.transition import SETTLED
from portal.subscriptions import letters, services
from portal.subscriptions.models import Frequency, Subscription, SubscriptionQuerySet
from portal.subscriptions.subjects import followed

# What is older is no news any more, such as after a site was restored from a backup. Who wanted a
# letter a week until today has not heard of the week yet.
MAX_AGE: Final = timedelta(days=9)
# Letters of a day are there when people get up.
HOUR: Final = 7
_BATCH: Final = 500
_MANY: Final = 2_000
# Who has confirmed just now is ahead of what is settled, and clocks may differ a little.
_LEAD: Final = timedelta(hours=1)


@task
def notify_followers() -> int:
    """Ask for the letters that are due; return how many."""
    return notify(timezone.now() - SETTLED)


@task
def erase_unconfirmed() -> int:
    """Erase what nobody has confirmed in time, or what is there no more; return how many."""
    return services.erase_unconfirmed(timezone.now()) + services.erase_gone()


def notify(now: datetime) -> int:
    """Ask for the letters that are due at a moment; return how many."""
    _pull_back(now)
    return sum(_notify(frequency, now) for frequency in Frequency.values)


def _pull_back(now: datetime) -> None:
    """Let letters go on from now where a clock that was ahead has noted a day to come."""
    rows = Subscription.objects.confirmed().filter(frequency__in=Frequency.values)
    ahead = rows.filter(notified_until__gt=now + _LEAD)
    if ahead.exists() and _is_right(now):
        ahead.update(notified_until=now)


def _is_right(now: datetime) -> bool:
    """Return whether the database's clock says the same, and nothing was published later.

    Else this clock may be behind, and followers would have the news of all that time once more.
    """
    published_later = Generation.objects.filter(moved_at__gt=now + _LEAD)
    return abs(database_now() - now) < _LEAD and not published_later.exists()


def _notify(frequency: str, now: datetime) -> int:
    due = _due(frequency, now)
    oldest = now - MAX_AGE
    _note_quiet(due, _quiet_subjects(due, now), now)
    written = 0
    # What is left has something to tell; of one follower all goes into one letter.
    with_news = due.values_list("follower", "pk", "notified_until").order_by("follower", "pk")
    windows: dict[int, list[str]] = defaultdict(list)
    for follower, pk, since in with_news.iterator(chunk_size=_MANY):
        windows[follower].append(f"{pk},{max(since, oldest).isoformat()},{now.isoformat()}")
    for part in batched(windows.items(), _BATCH):  # the last one is shorter
        written += _ask_for_letters(part, due, now)
    return written


def _quiet_subjects(due: SubscriptionQuerySet, now: datetime) -> dict[tuple[str, str], str]:
    """Return the subjects without news, each with the mark of who knows that; "" is everybody.

    Whose mark is another one hears of the state, and whose mark is empty of the next one.
    """
    oldest = now - MAX_AGE
    subjects = due.order_by().values_list("kind", "key").annotate(since=Min("notified_until"))
    quiet = {}
    for kind, key, since in list(subjects):
        subject = followed(kind, key)
        if subject is None or not subject.has_news(max(since, oldest), now):
            quiet[kind, key] = subject.mark() if subject and subject.is_settled(now) else ""
    return quiet


def _note_quiet(
    due: SubscriptionQuerySet, quiet: dict[tuple[str, str], str], now: datetime
) -> None:
    """Note who has nothing to hear: by key, for no index leads to the followers of a subject."""
    if not quiet:
        return
    rows = due.order_by("pk").values_list("pk", "kind", "key", "mark")
    keys, unmarked = [], defaultdict(list)
    for pk, kind, key, mark in rows.iterator(chunk_size=_MANY):
        known = quiet.get((kind, key))
        if known is not None and (not known or mark in ("", known)):
            keys.append(pk)
        if known and not mark:
            unmarked[known].append(pk)
    for known, of_before in unmarked.items():
        for part in batched(of_before, _MANY):
            due.filter(pk__in=part).update(mark=known)
    for part in batched(keys, _MANY):
        due.filter(pk__in=part).update(notified_until=now)


def _ask_for_letters(
    part: Iterable[tuple[int, list[str]]], due: SubscriptionQuerySet, now: datetime
) -> int:
    """Ask for the letters of some hundred followers in one transaction, and note that."""
    with transaction.atomic():
        followers = [follower for follower, _windows in part]
        rows = due.filter(follower__in=followers).select_for_update(skip_locked=True)
        taken = {row.pk: row for row in rows}
        count = 0
        for follower, windows in part:
            ours = [each for each in windows if int(each.partition(",")[0]) in taken]
            if ours:
                letters.news.enqueue(follower, ";".join(ours))
                count += 1
        _note(taken.values(), now)
    return count


def _note(rows: Iterable[Subscription], now: datetime) -> None:
    by_subject: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        by_subject[row.kind, row.key].append(row.pk)
    for (kind, key), keys in by_subject.items():
        subject = followed(kind, key)
        mark = subject.mark() if subject else ""
        Subscription.objects.filter(pk__in=keys).update(notified_until=now, mark=mark)


def _due(frequency: str, now: datetime) -> SubscriptionQuerySet:
    """Return the confirmed subscriptions whose turn has come."""
    rows = Subscription.objects.confirmed().filter(frequency=frequency, notified_until__lt=now)
    if frequency == Frequency.AT_ONCE:
        return rows
    here = timezone.localtime(now)
    begins = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if frequency == Frequency.WEEKLY:
        begins -= timedelta(days=here.weekday())
    if here < begins:
        return rows.none()
    return rows.filter(Q(notified_until__lt=begins))
