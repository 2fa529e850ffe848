"""Tries a task that has failed again: by itself, later and later, and by one press.

The row stays the same, and its workers say how often it was tried. What somebody has done halfway
is no worry of its own: a task may always be begun anew, for its process may die in the middle.
"""

import logging
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.tasks import TaskResult
from django.tasks.base import TaskResultStatus
from django.tasks.signals import task_finished
from django.utils import timezone
from django_tasks_db.backend import TaskResult as StoredResult
from django_tasks_db.models import DBTaskResult, get_date_max

logger = logging.getLogger(__name__)
# After the first failure, the second, …; then somebody has to look.
WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
_GIVEN_UP: Final = "%s is given up after %d tries."
_AGAIN: Final = (TaskResultStatus.FAILED, TaskResultStatus.READY)


def next_try(path: str, tries: int, now: datetime) -> datetime | None:
    """Return when a task that has failed is tried again; None where it is not.

    What comes round by itself is tried sooner than that: a restart of the database may break off
    one try after another, and nobody waits a whole turn for that.
    """
    if tries > len(WAITS):
        return None
    turn = settings.PERIODIC_TASKS.get(path)
    waits = [wait for wait in WAITS[:tries] if turn is None or wait < turn]
    return now + waits[-1] if waits else None


@receiver(task_finished)
def _try_again(task_result: TaskResult[..., object], **kwargs: object) -> None:
    if not isinstance(task_result, StoredResult):
        return
    row = task_result.db_result
    if row.status != TaskResultStatus.FAILED:
        return
    moment = next_try(row.task_path, len(row.worker_ids), timezone.now())
    if moment is None:
        is_periodic = row.task_path in settings.PERIODIC_TASKS
        message = "%s failed %d times; its turn comes again." if is_periodic else _GIVEN_UP
        logger.error(message, row.task_path, len(row.worker_ids))
        return
    _put_back(row, moment)


@transaction.atomic
def run_again(key: UUID | str) -> bool:
    """Let a task that failed, or waits for its next try, run now; return whether it may.

    All its tries are before it again. One that runs or is done stays as it is.
    """
    row = DBTaskResult.objects.select_for_update().filter(pk=key, status__in=_AGAIN).first()
    if row is None:
        return False
    row.worker_ids, row.traceback = [], ""
    _put_back(row, get_date_max())
    return True


def _put_back(row: DBTaskResult[..., Any], moment: datetime) -> None:
    row.status, row.run_after = TaskResultStatus.READY, moment
    row.started_at = row.finished_at = None
    row.save(
        update_fields=[
            "status", "run_after", "started_at", "finished_at", "worker_ids", "traceback",
        ]
    )  # fmt: skip
