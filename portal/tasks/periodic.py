"""Work that comes round by itself: each task asks for its next turn when it has ended.

`settings.PERIODIC_TASKS` says which and how often; no cron and no clock process is needed.
"""

import logging
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.db.models import Max, Q
from django.dispatch import receiver
from django.tasks import Task, TaskResult, task
from django.tasks.base import TaskResultStatus
from django.tasks.signals import task_finished
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.kit.postgres.advisory import Lock
from portal.tasks.letters import WAITS
from portal.tasks.models import UnsentLetter
from portal.tasks.personal import forget_sent_texts

logger = logging.getLogger(__name__)
# Its receiver is called before the one below: what is tried again keeps its row, and has its turn.
import_module("portal.tasks.retrying")

# Clocks may differ a little.
FURTHEST_TRY: Final = max(WAITS) + timedelta(hours=1)


def ask_for_turns() -> None:
    """Let each periodic task that waits for no turn have one: at once where its time has come.

    A turn that lies further ahead than the task's interval was asked for by a wrong clock, and is
    pulled back; so is the next try of what failed meanwhile.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.TASK_TURNS])
        now = timezone.now()
        rows = DBTaskResult.objects.filter(task_path__in=settings.PERIODIC_TASKS)
        unended = rows.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
        turns = {row.task_path: row for row in unended}
        ended = dict(rows.order_by().values_list("task_path").annotate(last=Max("finished_at")))
        for path, interval in settings.PERIODIC_TASKS.items():
            if path not in turns:
                _ask(path, now, after=ended.get(path))
            elif now + interval < turns[path].run_after != get_date_max():
                DBTaskResult.objects.filter(pk=turns[path].pk).update(run_after=now)
        _pull_back_tries(now)


def _pull_back_tries(now: datetime) -> None:
    """Try now what was to be tried again later than anything is: a wrong clock has said when.

    What was never tried may well wait for a far day.
    """
    was_tried = ~Q(worker_ids=[]) | Q(args_kwargs__kwargs__has_key="attempt")
    waiting = DBTaskResult.objects.filter(was_tried, status=TaskResultStatus.READY)
    far = waiting.filter(run_after__gt=now + FURTHEST_TRY).exclude(run_after=get_date_max())
    far.exclude(task_path__in=settings.PERIODIC_TASKS).update(run_after=now)


def _ask(path: str, now: datetime, *, after: datetime | None) -> None:
    task: Task[..., Any] = import_string(path)
    turn = min(after, now) + settings.PERIODIC_TASKS[path] if after else now
    task.using(run_after=turn).enqueue()


@receiver(task_finished)
def _go_on(task_result: TaskResult[..., object], **kwargs: object) -> None:
    if task_result.task.module_path in settings.PERIODIC_TASKS:
        try:
            ask_for_turns()
        except Error:
            # The task is done, and would count as failed; `upkeep` asks again in a moment.
            logger.exception("No turn could be asked for.")


DAYS_KEPT: Final = 14
# Long enough for a holiday; what a letter told is old by then.
UNSENT_KEPT: Final = timedelta(days=30)
# No task takes as long: its worker was ended in the middle of it.
MAX_RUN_LENGTH: Final = timedelta(hours=12)


@task
def prune() -> None:
    """Call failed what no worker will ever end, and remove what ended long ago or was sent."""
    now = timezone.now()
    DBTaskResult.objects.running().filter(started_at__lt=now - MAX_RUN_LENGTH).update(
        status=TaskResultStatus.FAILED, finished_at=now, traceback="Its worker has ended."
    )
    forget_sent_texts()
    UnsentLetter.objects.filter(gave_up_at__lt=now - UNSENT_KEPT).delete()
    call_command("prune_db_task_results", queue_name="*", min_age_days=DAYS_KEPT, verbosity=0)
