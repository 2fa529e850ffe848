"""Counts searches that found nothing: by day, without who asked, and bounded."""

import logging
import re
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Case, Max, Min, QuerySet, Sum, When
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.search.models import AnsweredBy, UnfoundSearch
from portal.search.query import Query

logger = logging.getLogger(__name__)

MAX_CHARACTERS: Final = 80
# Different questions of a day; a robot with a dictionary cannot fill the table.
MAX_A_DAY: Final = 500
# Of these, so many from one network: it cannot keep the others out either.
MAX_FROM_ONE: Final = 20
# Networks that have had theirs, and questions that count for theirs already, as this process
# remembers them: a whole province may come from one, and reload.
_MAX_REMEMBERED: Final = 10_000
RETENTION: Final = timedelta(days=90)
SHOWN: Final = timedelta(days=30)
_DAY_SECONDS: Final = 24 * 60 * 60
# An e-mail or web address; or seven digits with little between, such as a telephone or identity
# number. Also dates go this way: rather too few questions than one that tells of a person.
_PERSONAL: Final = re.compile(r"@|https?:|www\.|(?:\d\W{0,2}){7}", re.IGNORECASE)

# One statement: no round trip more than needed on a page that a reader waits for.
_COUNT: Final = """
WITH gone AS (DELETE FROM search_unfoundsearch WHERE day < %(oldest)s)
INSERT INTO search_unfoundsearch (words, day, times, last_at, answer)
SELECT %(words)s, %(day)s, 1, %(now)s, %(answer)s
WHERE (SELECT count(*) FROM search_unfoundsearch WHERE day = %(day)s) < %(most)s
    OR EXISTS (SELECT 1 FROM search_unfoundsearch WHERE day = %(day)s AND words = %(words)s)
ON CONFLICT (day, words) DO UPDATE
SET times = search_unfoundsearch.times + 1, last_at = excluded.last_at,
    answer = excluded.answer
"""


_counted: Final = set[int]()


class UnfoundWords(NamedTuple):
    """Words that are searched in vain, how often, when last, and what was shown instead."""

    words: str
    searched: int
    last: datetime
    answer: AnsweredBy = AnsweredBy.AS_TYPED


def record(question: Query, *, asker: str, answer: AnsweredBy = AnsweredBy.AS_TYPED) -> None:
    """Count a question that found nothing, once a day for each who asks.

    `answer` says what was shown instead, such as the results of a correction.

    No error reaches the reader, such as that of a read-only database.
    """
    words = _words(question)
    if not words:
        return
    now = timezone.now()
    try:
        if _may_count(words, asker, now):
            _count(words, now, answer)
    except Exception:  # the cache's and the database's own kinds; nothing of it may be seen
        logger.warning("A search that found nothing is not counted.", exc_info=True)


def _words(question: Query) -> str:
    """Return the words as they are compared, or nothing where they may tell of a person."""
    if question.was_cut or _PERSONAL.search(question.text):
        return ""
    words = " ".join(question.words).lower()
    return words if len(words) <= MAX_CHARACTERS else ""


def _may_count(words: str, asker: str, now: datetime) -> bool:
    """Return whether this asker may count today and has not asked this one; stored as hashes.

    Who has had all of a day, and who asks the same again, costs no query any more.
    """
    asker_today = f"{timezone.localdate(now)} {asker}"
    asked_today = f"{asker_today} {words}"
    if not _counted.isdisjoint((hash(asker_today), hash(asked_today))):
        return False
    key = f"unfound:{_hash(asker_today)}"
    seen, question = cache.get(key, ()), _hash(words)
    if len(seen) >= MAX_FROM_ONE:
        _remember(asker_today)
        return False
    _remember(asked_today)
    if question in seen:
        return False
    cache.set(key, (*seen, question), _DAY_SECONDS)
    return True


def _remember(text: str) -> None:
    if len(_counted) >= _MAX_REMEMBERED:
        _counted.clear()
    _counted.add(hash(text))


def _hash(text: str) -> str:
    return salted_hmac("portal.search.unfound", text, algorithm="sha256").hexdigest()


def _count(words: str, now: datetime, answer: AnsweredBy) -> None:
    day = timezone.localdate(now)
    values: dict[str, Any] = {
        "words": words, "day": day, "now": now, "most": MAX_A_DAY, "oldest": day - RETENTION,
        "answer": answer.value,
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        # Who deals with the same words at the desk keeps no reader waiting.
        cursor.execute("SELECT set_config('lock_timeout', '100ms', true)")
        cursor.execute(_COUNT, values)


def unhandled() -> QuerySet[UnfoundSearch]:
    """Return one row for each of the words of the last 30 days that nobody has dealt with."""
    rows = UnfoundSearch.objects.filter(day__gt=timezone.localdate() - SHOWN, handled_at=None)
    return rows.order_by("words").distinct("words")


def most_frequent(number: int) -> list[UnfoundWords]:
    """Return the words of the last 30 days that nobody has dealt with, those searched most first.

    Mistyped words that were corrected come after all that pages are missing for.
    """
    rows = UnfoundSearch.objects.filter(
        day__gt=timezone.localdate() - SHOWN, handled_at=None
    ).order_by()
    found = rows.values("words").annotate(
        searched=Sum("times"),
        last=Max("last_at"),
        # Empty where it was not answered at all on one of the days.
        least=Min("answer"),
        mistyped=Case(When(least=AnsweredBy.CORRECTED, then=1), default=0),
    )
    most = found.order_by("mistyped", "-searched", "-last", "words")[:number]
    return [
        UnfoundWords(row["words"], row["searched"], row["last"], AnsweredBy(row["least"]))
        for row in most
    ]


def mark_handled(words: str) -> int:
    """Take words off the list until they come again; return the number of rows."""
    return UnfoundSearch.objects.filter(words=words, handled_at=None).update(
        handled_at=timezone.now()
    )


def count_today() -> int:
    """Return how many searches of today no page answered."""
    rows = UnfoundSearch.objects.filter(day=timezone.localdate())
    return int(rows.aggregate(all=Sum("times"))["all"] or 0)
