"""Candidates for ranking: a bounded set, whatever the query and however many match.

Ranking reads a row's whole vector, so it is done for some hundred rows and not for all that hold a
common word. The set is filled newest first: from the newest rows of the site, then from a longer
stretch, then from everything, and ends where it is full. The period stands in the index as lexemes
of its own, so each step costs what it finds and not what the site holds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import OperationalError, connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL
from django.utils import timezone

from portal.publishing.models import Publication, PublicationQuerySet

type Rows = PublicationQuerySet[Publication]

MAX_CANDIDATES: Final = 300
# As many of them at most come by their titles, so that an old page that is about a common word
# is found beside the newest that mention it.
MAX_BY_TITLE: Final = 150
NEWEST_ROWS: Final = 5_000
LONGER: Final = 10
MAX_PERIODS: Final = 60
TIMEOUT_MS: Final = 1_500
# Titles beside what was found are worth less time.
TITLES_TIMEOUT_MS: Final = 150

QUERY_CANCELED: Final = "57014"


class TooCostly(Exception):
    """PostgreSQL was stopped because the answer took too long."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Keys of what may be shown; not complete where more matched or time ran out."""

    keys: frozenset[int]
    complete: bool

    def __or__(self, other: "Candidates") -> "Candidates":
        return Candidates(self.keys | other.keys, self.complete and other.complete)


def candidates(rows: Rows, tsquery: str, title_tsquery: str, periods: list[str]) -> Candidates:
    """Return the rows that match, newest stretch first; if there are many, those by title too.

    Without a query for titles there are none of these.
    """
    try:
        found = _fill(rows, tsquery, periods, MAX_CANDIDATES)
        if len(found) < MAX_CANDIDATES:
            return Candidates(frozenset(found), complete=True)
        titled: set[int] = set()
        if title_tsquery:
            titled = _fill(rows, f"{tsquery} & {title_tsquery}", periods, MAX_BY_TITLE)
        return Candidates(frozenset(found | titled), complete=False)
    except TooCostly as stopped:
        return Candidates(frozenset(stopped.args[0]), complete=False)


def by_title(rows: Rows, title_tsquery: str, periods: list[str]) -> Candidates:
    """Return rows whose titles match, newest stretch first, as many as a short time gives."""
    try:
        found = _fill(rows, title_tsquery, periods, MAX_BY_TITLE, TITLES_TIMEOUT_MS)
    except TooCostly as stopped:
        return Candidates(frozenset(stopped.args[0]), complete=False)
    return Candidates(frozenset(found), complete=len(found) < MAX_BY_TITLE)


def stretches(rows: Rows) -> list[str]:
    """Return conditions for the newest rows, for a longer stretch, and (empty) for everything."""
    moments = rows.newest().values_list("published_at", flat=True)
    oldest_of_newest = moments[NEWEST_ROWS : NEWEST_ROWS + 1].first()
    if oldest_of_newest is None:
        return [""]
    newest = timezone.localdate(moments.first())
    start = timezone.localdate(oldest_of_newest)
    earlier = newest - LONGER * max(newest - start, timedelta(days=1))
    return [period_tsquery(start, newest), period_tsquery(earlier, newest), ""]


def period_tsquery(start: date, end: date) -> str:
    """Return the days, months or years of a period, in the coarsest way that stays short."""
    days = (end - start).days
    if days < MAX_PERIODS:
        names = [f"d:{start + timedelta(days=day):%Y-%m-%d}" for day in range(days + 1)]
    else:
        first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
        if last - first < MAX_PERIODS:
            names = [f"m:{at // 12}-{at % 12 + 1:02}" for at in range(first, last + 1)]
        else:
            names = [f"y:{year}" for year in range(start.year, end.year + 1)][-MAX_PERIODS:]
    return f"({' | '.join(f"'{name}'" for name in names)})"


def matches(tsquery: str) -> RawSQL:
    """Return the condition that a publication's vector fits a question in PostgreSQL's own form."""
    return RawSQL(
        '"publishing_publication"."search_vector" @@ %s::tsquery',
        (tsquery,),
        output_field=models.BooleanField(),
    )


def _fill(
    rows: Rows, tsquery: str, periods: list[str], size: int, milliseconds: int | None = None
) -> set[int]:
    found: set[int] = set()
    for period in periods:
        bounded = f"{tsquery} & {period}" if period else tsquery
        try:
            with bounded_cost(milliseconds):
                found.update(rows.filter(matches(bounded)).values_list("pk", flat=True)[:size])
        except TooCostly as stopped:
            raise TooCostly(found) from stopped
        if len(found) >= size:
            break
    return found


# Without an index the planner might read a million vectors to find some hundred; the time is the
# last resort, for phrases of common words that stand nowhere side by side.
_SETTINGS: Final = {
    "enable_seqscan": "off",
    "enable_indexscan": "off",
    "statement_timeout": f"{TIMEOUT_MS}ms",
}


@contextmanager
def bounded_cost(milliseconds: int | None = None) -> Iterator[None]:
    """Let PostgreSQL answer by the index and in time, or raise TooCostly."""
    nested = connection.in_atomic_block
    before: list[Any] = []
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if nested:
                # An enclosing transaction goes on with the settings that it had.
                shown = ", ".join(f"current_setting('{name}')" for name in _SETTINGS)
                cursor.execute(f"SELECT {shown}")  # names of the table above
                before = list(cursor.fetchone())
            values = dict(_SETTINGS)
            if milliseconds is not None:
                values["statement_timeout"] = f"{milliseconds}ms"
            _set(cursor, list(values.values()))
            yield
            if nested:
                _set(cursor, before)
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) == QUERY_CANCELED:
            raise TooCostly from error
        raise


def _set(cursor: CursorWrapper, values: list[str]) -> None:
    changes = ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
    cursor.execute(f"SELECT {changes}", values)  # names of the table above
