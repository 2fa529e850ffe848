"""Moves the generation on: whatever changes what the public sees ends here, in its transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.pagecache.clock import Stamp, clock
from portal.pagecache.models import Generation

# One statement: of two processes that publish the first page of a site, the second counts on. The
# time is that of writing, and not when the transaction began or waited for the row.
INCREMENT = """
    INSERT INTO pagecache_generation AS known (id, number, moved_at)
    VALUES (1, 1, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET number = known.number + 1, moved_at = clock_timestamp()
    RETURNING number, (extract(epoch FROM moved_at) * 1000000)::bigint
"""


_is_unseen: ContextVar[bool] = ContextVar("is_unseen", default=False)


def invalidate_public_content(change: "Change | None" = None) -> None:
    """Say that what the public sees has changed; part of the transaction that changes it.

    The row stays locked to the transaction's end, so that changes come one after another. Whoever
    knows that nothing but a page changes says which: what shows no page of its kind stays kept.
    """
    database = transaction.get_connection()
    if not database.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The generation moves on inside the transaction that publishes."
        )
    if _is_unseen.get():
        return
    with connection.cursor() as cursor:
        cursor.execute(INCREMENT)
        stamp = Stamp(*cursor.fetchone())
    moved = moved_by(database)
    before, changes = (stamp.number - 1, []) if moved is None else (moved.before, moved.changes)
    transaction.on_commit(Moved(stamp, before, [*changes, change]), robust=True)


class Change(NamedTuple):
    """A page that changes, and the tables that hold pages of its kind, with all their parts."""

    kind: str
    key: int
    tables: frozenset[str]


@contextmanager
def unseen() -> Iterator[None]:
    """Let nothing that is written inside move the generation on: no reader sees it, ever or yet."""
    token = _is_unseen.set(True)
    try:
        yield
    finally:
        _is_unseen.reset(token)


class Moved:
    """Stands among what waits for a commit, as long as that would move the generation on.

    A savepoint that is rolled back takes it away again.
    """

    def __init__(self, stamp: Stamp, before: int, changes: "list[Change | None]") -> None:
        """`before` is the number of the generation that the transaction began in."""
        self.stamp, self.before, self.changes = stamp, before, changes

    def kinds(self, written: "Written") -> frozenset[str] | None:
        """Return of which kinds pages have changed, and nothing else; None where more may have.

        What was written tells: only the pages that were named, their parts, and what no reader
        sees.
        """
        named = [change for change in self.changes if change is not None]
        if len(named) < len(self.changes) or not written.pages <= {each.key for each in named}:
            return None
        own = frozenset().union(*(change.tables for change in named))
        if not written.tables <= own | unseen_tables():
            return None
        return frozenset(change.kind for change in named)

    def __call__(self) -> None:
        """Do nothing: `commit_with_word` has settled the word by now."""


def moved_by(database: BaseDatabaseWrapper) -> Moved | None:
    """Return what the transaction that runs has moved the generation to, if it has."""
    waiting = [entry[1] for entry in database.run_on_commit]
    return next((each for each in reversed(waiting) if isinstance(each, Moved)), None)


def commit_with_word(database: BaseDatabaseWrapper, commit: Callable[[], None]) -> None:
    """Commit, with the word in shared memory odd just before and even just after.

    Where the commit fails nobody knows what is public; the word stays odd until the row is asked.
    """
    moved, written = moved_by(database), written_by(database)
    if moved is None:
        commit()
        written.clear()
        return
    kinds, word = moved.kinds(written), clock()
    _check_keys(database)
    odd = word.begin()
    commit()
    word.settle(odd, moved.stamp, kinds, before=moved.before)
    written.clear()


def _check_keys(database: BaseDatabaseWrapper) -> None:
    """Check the foreign keys now, which wait for the commit.

    The row that one leads to may be locked by somebody else: meanwhile the word is even.
    """
    with database.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Written:
    """What a connection has written since its last commit: tables, and keys of publications."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        # None stands for some that nobody can tell from the statement.
        self.pages: set[int | None] = set()

    def clear(self) -> None:
        self.tables.clear()
        self.pages.clear()


def written_by(database: BaseDatabaseWrapper) -> Written:
    """Return what is noted of a connection; what was rolled back may be among it."""
    found: Written = vars(database).setdefault("_written", Written())
    return found


@cache
def unseen_tables() -> frozenset[str]:
    """Return the tables that change nothing for readers, whatever is written into them."""
    return frozenset(apps.get_model(label)._meta.db_table for label in settings.UNSEEN_RECORDS)


def current() -> int:
    """Return the number that stands in the database now; 0 before the first change."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0
