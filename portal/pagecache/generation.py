"""Moves the generation on: whatever changes what the public sees ends here, in its transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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


def invalidate_public_content() -> None:
    """Say that what the public sees has changed; part of the transaction that changes it.

    The row stays locked to the transaction's end, so that changes come one after another.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "The generation moves on inside the transaction that publishes."
        )
    if _is_unseen.get():
        return
    with connection.cursor() as cursor:
        cursor.execute(INCREMENT)
        stamp = Stamp(*cursor.fetchone())
    transaction.on_commit(Moved(stamp), robust=True)


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

    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp

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
    moved = moved_by(database)
    if moved is None:
        commit()
        return
    word = clock()
    odd = word.begin()
    commit()
    word.settle(odd, moved.stamp)


def current() -> int:
    """Return the number that stands in the database now; 0 before the first change."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0
