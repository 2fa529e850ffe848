"""Letters to those who follow: the question whether they asked, and what is new."""

from typing import Any, Final

from django.conf import settings
from django.db.models import F
from django.utils import translation
from django.utils.dateparse import parse_datetime

from portal.kit.priorities import AT_LEISURE, AWAITED
from portal.subscriptions import links
from portal.subscriptions.models import MAX_SUBSCRIPTIONS, Follower, Subscription
from portal.subscriptions.subjects import MAX_NEWS, News, followed, without_twins
from portal.tasks.letters import Letter, letter_task, render

# Letters in a row that a mail server refuses for good; then the address is erased.
MAX_REFUSALS: Final = 3


@letter_task(priority=AWAITED)
def confirmation(key: int) -> Letter | None:
    """Return the letter that asks whether its reader wants to follow; only a form asks for it."""
    subscription = Subscription.objects.select_related("follower").filter(pk=key).first()
    if subscription is None:
        return None
    subject = followed(subscription.kind, subscription.key)
    if subject is None:
        return None
    address = "" if subscription.confirmed_at else links.confirm_address(subscription)
    return _letter(
        "follow_confirm",
        subscription.follower,
        subject=subject,
        confirm=address,
        days=settings.SUBSCRIPTION_CONFIRM_LIFE.days,
    )


@letter_task(priority=AWAITED)
def full(follower_key: int) -> Letter | None:
    """Return the letter to who asked for more than one address may follow."""
    follower = Follower.objects.filter(pk=follower_key).first()
    if follower is None:
        return None
    count = follower.subscriptions.confirmed().count()
    return _letter("follow_full", follower, count=count, most=MAX_SUBSCRIPTIONS)


@letter_task(priority=AT_LEISURE)
def news(follower_key: int, windows: str) -> Letter | None:
    """Return a letter on what is new, as readers can see it at the moment of sending.

    `windows` names subscriptions, each with the time that it tells of. What was withdrawn, or
    whose follower has stopped, is left out; of nothing there is no letter.
    """
    follower = Follower.objects.filter(pk=follower_key).first()
    if follower is None:
        return None
    times = {int(part[0]): part[1:] for part in map(_parts, windows.split(";"))}
    with translation.override(follower.language):
        collected = []
        for each in follower.subscriptions.confirmed().filter(pk__in=times):
            since, until = (parse_datetime(text) for text in times[each.pk])
            subject = followed(each.kind, each.key)
            if subject and since and until:
                collected.append((subject, subject.news(since, until)))
    if not any(found for _of, found in collected):
        return None
    lists = [(of, found[:MAX_NEWS], _has_more(found)) for of, found in collected if found]
    items = without_twins(found for _of, found in collected)
    # Nobody has counted what is not named: it is more than all but one of those known of.
    over = len(items) - 1 if any(_has_more(found) for _of, found in collected) else 0
    return _letter("follow_news", follower, lists=lists, items=items, over=over)


def _has_more(found: list[News]) -> bool:
    return len(found) > MAX_NEWS


def _parts(window: str) -> list[str]:
    return window.split(",")


def _letter(name: str, follower: Follower, **context: Any) -> Letter:
    stop = settings.SITE_URL + links.stop_address(follower)
    subject, body = render(
        name,
        follower.language,
        manage=links.manage_address(follower),
        stop=links.stop_address(follower),
        **context,
    )
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
    return Letter(
        follower.email,
        subject,
        body,
        when_sent=lambda: _count_taken(follower.pk),
        when_refused=lambda: count_refusal(follower.pk),
        headers=headers,
        language=follower.language,
    )


def _count_taken(key: int) -> None:
    Follower.objects.filter(pk=key, refusals__gt=0).update(refusals=0)


def count_refusal(key: int) -> None:
    """Count a letter that was refused for good; after some in a row the address is erased."""
    Follower.objects.filter(pk=key).update(refusals=F("refusals") + 1)
    Follower.objects.filter(pk=key, refusals__gte=MAX_REFUSALS).erase()
