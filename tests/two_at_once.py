"""Holding somebody else's transaction up, and knowing that it waits."""

import time

from django.db import connection


def wait_until_another_waits() -> None:
    """Return once another connection waits for a row of this one's transaction."""
    deadline = time.monotonic() + 10
    while not _is_waited_for():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        # Not pg_stat_activity, of which a transaction sees the first look again and again.
        cursor.execute("SELECT pg_backend_pid() = ANY(pg_blocking_pids(pid)) FROM pg_locks")
        return any(blocked for (blocked,) in cursor.fetchall())
