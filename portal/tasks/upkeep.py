"""Keeps the queue in order while a worker runs: turns that are asked for, tasks left unfinished.

It has a thread of its own, for a worker may be at one task for long, or wait for a turn that a
wrong clock has put into the next century.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections, transaction
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from portal.kit.postgres.advisory import Lock
from portal.tasks.periodic import ask_for_turns

logger = logging.getLogger(__name__)
# Seconds between two looks at the queue.
PAUSE: Final = 20.0
# Seconds that a worker waits for a database that is away when it begins, and between two tries.
PATIENCE: Final = 20.0
_RETRY: Final = 0.5
# A task whose worker has died this many times is given up: it may be what kills them.
MAX_CLAIMS: Final = 3
_DIED: Final = "Its worker has ended."
_ANY_WORKER: Final = """
    SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE datname = current_database() AND locktype = 'advisory' AND classid = %s AND granted)
"""


@contextmanager
def upkeep(worker_id: str) -> Iterator[None]:
    """Look after the queue for the body of the `with`, and let others see that the worker lives.

    Raise CommandError where the database is away for long: nothing is done without the lock.
    """
    is_known, ends = threading.Event(), threading.Event()
    thread = threading.Thread(target=_keep, args=(worker_id, is_known, ends), daemon=True)
    thread.start()
    try:
        if not is_known.wait(PATIENCE):
            raise CommandError(
                _("The database does not answer: the helper ends, to be begun anew.")
            )
        yield
    finally:
        ends.set()
        thread.join(PAUSE)


def look_after(worker_id: str) -> None:
    """Take up what dead workers left unfinished, and let each periodic task have a turn."""
    take_up_abandoned(worker_id)
    ask_for_turns()


@transaction.atomic
def take_up_abandoned(worker_id: str) -> None:
    """Put tasks that were in the hand of a worker that has died back into the queue.

    A worker holds a lock in the database for as long as it lives, wherever it runs.
    """
    now = timezone.now()
    for row in DBTaskResult.objects.running().select_for_update(skip_locked=True):
        holder = row.worker_ids[-1] if row.worker_ids else ""
        if holder != worker_id and not _lives(holder):
            _put_back(row, now)


@transaction.atomic
def take_up_unended(queue: str, worker_id: str) -> None:
    """Put tasks back that this worker has begun in a queue and could not end: the database went.

    Asked by the thread that works the queue off, between two tasks: while the process lives,
    nobody else takes up what it holds.
    """
    now = timezone.now()
    rows = DBTaskResult.objects.running().filter(queue_name=queue)
    for row in rows.select_for_update(skip_locked=True):
        if row.worker_ids[-1:] == [worker_id]:
            _put_back(row, now)


def _put_back(row: DBTaskResult[..., Any], now: datetime) -> None:
    # Workers that died since it last failed by itself, which is tried again by another rule.
    row.traceback = f"{row.traceback}\n{_DIED}".strip()
    if row.traceback.count(_DIED) < MAX_CLAIMS:
        logger.warning("%s was broken off; it begins anew.", row.task_path)
        row.status, row.started_at = TaskResultStatus.READY, None
    else:
        logger.error("%s is given up: its worker died %d times.", row.task_path, MAX_CLAIMS)
        row.status, row.finished_at = TaskResultStatus.FAILED, now
    row.save(update_fields=["status", "started_at", "finished_at", "traceback"])


def _lives(worker_id: str) -> bool:
    """Return whether a worker holds its lock; the trial lock ends with the transaction."""
    with connection.cursor() as cursor:
        question = "SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))"
        cursor.execute(question, [Lock.WORKERS, worker_id])
        return not cursor.fetchone()[0]


def a_worker_lives(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Return whether any worker holds its lock in this database: the site runs, then."""
    with connections[using].cursor() as cursor:
        cursor.execute(_ANY_WORKER, [Lock.WORKERS])
        return bool(cursor.fetchone()[0])


def _keep(worker_id: str, is_known: threading.Event, ends: threading.Event) -> None:
    try:
        while not _is_held(worker_id):
            if ends.wait(_RETRY):
                return
        is_known.set()
        while not ends.wait(PAUSE):
            _try_to_look(worker_id)
    finally:
        connection.close()


def _is_held(worker_id: str) -> bool:
    try:
        _hold_lock(worker_id)
    except Error as error:
        logger.warning("The queue is not looked after yet: %s", type(error).__name__)
        connection.close()
        return False
    return True


def _try_to_look(worker_id: str) -> None:
    try:
        # A lock that is held already is held twice, and ends with the connection all the same.
        _hold_lock(worker_id)
        look_after(worker_id)
    except Error as error:
        logger.warning("The queue could not be looked after: %s", type(error).__name__)
        connection.close()


def _hold_lock(worker_id: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [Lock.WORKERS, worker_id])
