"""Candidates for ranking: a bounded set, whatever the query and however many match.

Ranking reads a row's whole vector, so it is done for some hundred rows and not for all that hold a
common word. The set is filled newest first: from the newest rows of the site, then from a longer
stretch, then from everything, and ends where it is full. The period stands in the index as lexemes
of its own, so each step costs what it finds and not what the site holds.
"""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from portal.search.scope import Scope

MAX_CANDIDATES: Final = 300
# As many of them at most come by their titles, so that an old page that is about a common word
# is found beside the newest that mention it.
MAX_BY_TITLE: Final = 150
TIMEOUT_MS: Final = 1_500
# Titles beside what was found are worth less time.
TITLES_TIMEOUT_MS: Final = 150

QUERY_CANCELED: Final = "57014"


# How often a question of this thread was stopped.
_stops: Final[ContextVar[int]] = ContextVar("stops", default=0)


class TooCostly(Exception):
    """PostgreSQL was stopped because the answer took too long."""

    def __init__(self, *found: object) -> None:
        super().__init__(*found)
        _stops.set(_stops.get() + 1)


def times_stopped() -> int:
    """Return a number that grows whenever a question of this thread takes too long.

    Whoever asks before and after knows whether what was found is all that there is, or all that
    could be found in the time.
    """
    return _stops.get()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Keys of what may be shown; not complete where more matched or time ran out."""

    keys: frozenset[int]
    complete: bool

    def __or__(self, other: "Candidates") -> "Candidates":
        return Candidates(self.keys | other.keys, self.complete and other.complete)


@dataclass(frozen=True, slots=True)
class Searched:
    """The rows that a question may find: newest stretch, a longer one, then (empty) everything."""

    scope: Scope
    periods: list[str]

    @classmethod
    def of(cls, scope: Scope) -> "Searched":
        """Return the rows with their stretches."""
        return cls(scope, scope.stretches())

    def with_all(self, tsquery: str, title_tsquery: str) -> Candidates:
        """Return the rows that match, newest stretch first; if there are many, those by title too.

        Without a query for titles there are none of these.
        """
        try:
            found = self._fill(tsquery, MAX_CANDIDATES)
            if len(found) < MAX_CANDIDATES:
                return Candidates(frozenset(found), complete=True)
            titled: set[int] = set()
            if title_tsquery:
                titled = self._fill(f"{tsquery} & {title_tsquery}", MAX_BY_TITLE)
            return Candidates(frozenset(found | titled), complete=False)
        except TooCostly as stopped:
            return Candidates(frozenset(stopped.args[0]), complete=False)

    def by_title(self, title_tsquery: str) -> Candidates:
        """Return rows whose titles match, newest stretch first, as many as a short time gives."""
        try:
            found = self._fill(title_tsquery, MAX_BY_TITLE, TITLES_TIMEOUT_MS)
        except TooCostly as stopped:
            return Candidates(frozenset(stopped.args[0]), complete=False)
        return Candidates(frozenset(found), complete=len(found) < MAX_BY_TITLE)

    def _fill(self, tsquery: str, size: int, milliseconds: int | None = None) -> set[int]:
        found: set[int] = set()
        for period in self.periods:
            bounded = f"{tsquery} & {period}" if period else tsquery
            try:
                sql, params = self.scope.keys(bounded)
                rows = bounded_rows(f"{sql} LIMIT %s", [*params, size], milliseconds)
            except TooCostly as stopped:
                raise TooCostly(found) from stopped
            found.update(key for (key,) in rows)
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


def bounded_rows(
    sql: str, params: Sequence[Any], milliseconds: int | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, by the index and in time, or raise TooCostly.

    Where no transaction is open, settings and statement go to PostgreSQL as one message, which is
    a transaction of its own: the settings end with it. The bound must not reach a COMMIT, for
    psycopg2 takes a connection for free again whose COMMIT was stopped.
    """
    values = dict(_SETTINGS)
    if milliseconds is not None:
        values["statement_timeout"] = f"{milliseconds}ms"
    try:
        if connection.in_atomic_block:
            return _nested_rows(sql, params, values)
        settings = "".join(f"SET LOCAL {name} = '{value}'; " for name, value in values.items())
        with connection.cursor() as cursor:
            cursor.execute(settings + sql, params)  # values of the table above
            return list(cursor.fetchall())
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) == QUERY_CANCELED:
            raise TooCostly from error
        raise


def bounded_keys(rows: QuerySet[Any], milliseconds: int) -> list[int]:
    """Return the keys of a queryset's rows, by the index and in time, or raise TooCostly."""
    sql, params = rows.values_list("pk", flat=True).query.sql_with_params()
    return [key for key, *_ in bounded_rows(sql, params, milliseconds)]


def _nested_rows(sql: str, params: Sequence[Any], values: dict[str, str]) -> list[tuple[Any, ...]]:
    """Return the rows; the enclosing transaction goes on with the settings that it had."""
    shown = ", ".join(f"current_setting('{name}')" for name in values)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {shown}")  # names of the table above
        before = list(cursor.fetchone())
        _set(cursor, list(values.values()))
        cursor.execute(sql, params)
        rows = list(cursor.fetchall())
        _set(cursor, before)
        return rows


def _set(cursor: CursorWrapper, values: list[str]) -> None:
    changes = ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
    cursor.execute(f"SELECT {changes}", values)  # names of the table above
