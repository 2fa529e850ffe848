"""Moves the generation on: whatever changes what the public sees ends here, in its transaction."""

from django.db import connection, transaction

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


def invalidate_public_content() -> None:
    """Say that what the public sees has changed; part of the transaction that changes it.

    The row stays locked to the transaction's end, so that changes come one after another.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "The generation moves on inside the transaction that publishes."
        )
    with connection.cursor() as cursor:
        cursor.execute(INCREMENT)
        stamp = Stamp(*cursor.fetchone())
    transaction.on_commit(_Settling(clock().begin(), stamp))


class _Settling:
    """Shows the new generation to all processes once it is committed."""

    is_settling = True

    def __init__(self, odd: int, stamp: Stamp) -> None:
        self._odd, self._stamp = odd, stamp

    def __call__(self) -> None:
        clock().settle(self._odd, self._stamp)


def current() -> int:
    """Return the number that stands in the database now; 0 before the first change."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0
