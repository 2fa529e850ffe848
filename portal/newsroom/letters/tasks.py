"""Letters to the staff on what waits, came back, was published or is overdue; none in a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.newsroom.check_days import PageToCheck, became_due, pages_to_check
from portal.newsroom.dashboard import Dashboard
from portal.newsroom.dashboard_items import Item
from portal.newsroom.late_pages import LatePage, late_pages, overdue_duties
from portal.newsroom.letters.recipients import KINDS, News, news_of, people
from portal.newsroom.models import LetterChoice, NotifiedStep, When
from portal.publishing.models import Transition
from portal.publishing.models.querysets import heavy_columns
from portal.publishing.models.transition import SETTLED
from portal.tasks.letters import send

# What happened before that is no news any more, such as after a restored backup.
RECENT: Final = timedelta(days=2)
# So long it is kept that a step was told of: once a day older ones are forgotten.
KEPT: Final = timedelta(days=30)
# Steps that one run tells of; the next run tells of the rest.
AT_ONCE: Final = 500
# The daily letter is there when the office opens.
DIGEST_HOUR: Final = 7
MAX_ROWS: Final = 30


@task
def send_news() -> None:
    """Write to whom a step of the last days is news; of several each gets one letter."""
    send_unsent_news(timezone.now())


@task
def send_digests() -> None:
    """Write the daily letter to whom there is something to tell, once on each day."""
    write_digests(timezone.now())


@transaction.atomic
def send_unsent_news(now: datetime) -> int:
    """Tell of the steps that nobody was told of; how many letters were written."""
    notified = NotifiedStep.objects.filter(transition=OuterRef("pk"))
    rows = _steps_since(now - RECENT).filter(~Exists(notified))
    # Two runs at once tell of different steps.
    steps = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE])
    if not steps:
        return 0
    NotifiedStep.objects.bulk_create([NotifiedStep(transition=step) for step in steps])
    users = people()
    found, choices = news_of(steps, users), choices_of(users)
    letters = 0
    for user in users:
        news = _wanted(found.get(user.pk, []), choices[user.pk], When.AT_ONCE)
        if news:
            _send("staff_news", user, news=news[:MAX_ROWS], more=max(0, len(news) - MAX_ROWS))
            letters += 1
    return letters


def write_digests(now: datetime) -> int:
    """Write the day's letters that were not written yet; how many."""
    here = timezone.localtime(now)
    if here.hour < DIGEST_HOUR:
        return 0
    users = people()
    choices = choices_of(users)
    due = [user for user in users if not _is_of_today(choices[user.pk].digest_at, here)]
    if not due:
        return 0
    NotifiedStep.objects.filter(at__lt=now - KEPT).delete()
    readers = [user for user in due if _wants_news(choices[user.pk], When.DAILY)]
    # Where there are more, the oldest were told of in the letter of yesterday.
    rows = _steps_since(now - RECENT).order_by("-pk")[: 10 * AT_ONCE] if readers else ()
    found = news_of(list(rows)[::-1], readers)
    return sum(_write_digest(user, found.get(user.pk, []), now) for user in due)


def _is_of_today(moment: datetime | None, here: datetime) -> bool:
    return moment is not None and timezone.localtime(moment).date() == here.date()


@transaction.atomic
def _write_digest(user: User, found: Sequence[News], now: datetime) -> bool:
    choice, _new = LetterChoice.objects.select_for_update().get_or_create(user=user)
    if _is_of_today(choice.digest_at, timezone.localtime(now)):
        return False  # Another run has come first.
    since = choice.digest_at or now - timedelta(days=1)
    choice.digest_at = now
    choice.save(update_fields=["digest_at"])
    recent = [each for each in found if since < each.at + SETTLED <= now]
    news = _wanted(recent, choice, When.DAILY)
    overdue = _overdue(user, since, now) if choice.overdue == When.DAILY else Overdue()
    is_new = news or overdue.has_new
    if is_new:
        check_list = reverse("admin:waiting", args=["xem-lai"])
        more = max(0, len(news) - MAX_ROWS)
        rows = {"news": news[:MAX_ROWS], "more": more, "overdue": overdue}
        _send("staff_daily", user, **rows, check_list=check_list)
    return bool(is_new)


@dataclass(frozen=True, slots=True)
class Overdue:
    """What is overdue for one person: without an answer, not yet public, not looked at again."""

    waiting: Sequence[Item] = ()
    late: Sequence[LatePage] = ()
    to_check: Sequence[PageToCheck] = ()
    # Whether some of it became so since the last letter: nobody is told daily of one thing.
    has_new: bool = False
    # Whether one of the lists has the longest overdue alone.
    is_cut: bool = False


def _overdue(user: User, since: datetime, now: datetime) -> Overdue:
    desk = Dashboard(user)
    first, today = timezone.localdate(since), timezone.localdate(now)
    # The lists end with the thirtieth; what is new may stand behind it.
    has_new = (
        desk.became_overdue(since, now)
        or overdue_duties(user).filter(due_on__gte=first, due_on__lt=today).exists()
        or became_due(user, first, today)
    )
    # One more than is told: it says whether there are others.
    late = late_pages(user, most=MAX_ROWS + 1)
    to_check = pages_to_check(user, most=MAX_ROWS + 1)
    is_cut = any(len(rows) > MAX_ROWS for rows in (desk.overdue, late, to_check))
    return Overdue(desk.overdue[:MAX_ROWS], late[:MAX_ROWS], to_check[:MAX_ROWS], has_new, is_cut)


def _steps_since(moment: datetime):  # type: ignore[no-untyped-def]  # a queryset of its own kind
    rows = Transition.objects.after(moment).filter(to_state__in=list(KINDS))
    rows = rows.select_related("publication", "change_set", "by")
    return rows.defer(*heavy_columns("publication"))


def choices_of(users: Sequence[User]) -> dict[int, LetterChoice]:
    """Return what each of these people wants, by key; who has chosen nothing, as it begins."""
    known = LetterChoice.objects.in_bulk([user.pk for user in users])
    return {user.pk: known.get(user.pk) or LetterChoice(user=user) for user in users}


def _wants_news(choice: LetterChoice, when: When) -> bool:
    return any(getattr(choice, about.value) == when for about in KINDS.values())


def _wanted(news: Sequence[News], choice: LetterChoice, when: When) -> list[News]:
    return [each for each in news if getattr(choice, each.about.value) == when]


def _send(letter: str, user: User, **context: object) -> None:
    context |= {"choices": reverse("admin:letters"), "desk": reverse("admin:index")}
    send(letter, to=[user.email], person=user, **context)
