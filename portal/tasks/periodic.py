"""Work that comes round by itself: each task asks for its next turn when it has ended.

`settings.PERIODIC_TASKS` says which and how often; no cron and no clock process is needed.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.dispatch import receiver
from django.tasks import Task, TaskResult
from django.tasks.base import TaskResultStatus
from django.tasks.signals import task_finished
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

# Of advisory locks; two workers that start at once must not both ask for a turn.
_LOCK = 7_200_914


def ask_for_turns() -> None:
    """Let each periodic task that waits for no turn have one: at once where its time has come."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        rows = DBTaskResult.objects.filter(task_path__in=settings.PERIODIC_TASKS)
        waiting = set(
            rows.filter(status=TaskResultStatus.READY).values_list("task_path", flat=True)
        )
        ended = dict(rows.order_by().values_list("task_path").annotate(last=Max("finished_at")))
        for path in settings.PERIODIC_TASKS:
            if path not in waiting:
                _ask(path, after=ended.get(path))


def _ask(path: str, *, after: datetime | None) -> None:
    task: Task[..., Any] = import_string(path)
    turn = after + settings.PERIODIC_TASKS[path] if after else timezone.now()
    task.using(run_after=turn).enqueue()


@receiver(task_finished)
def _go_on(task_result: TaskResult[..., Any], **kwargs: object) -> None:
    if task_result.task.module_path in settings.PERIODIC_TASKS:
        ask_for_turns()
