"""Keeps the table of tasks small."""

from datetime import timedelta
from typing import Final

from django.core.management import call_command
from django.tasks import task
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

DAYS_KEPT: Final = 14
# No task takes as long: its worker was ended in the middle of it.
MAX_RUN_LENGTH: Final = timedelta(hours=12)


@task
def tidy() -> None:
    """Call failed what no worker will ever end, and remove what ended long ago."""
    now = timezone.now()
    DBTaskResult.objects.running().filter(started_at__lt=now - MAX_RUN_LENGTH).update(
        status=TaskResultStatus.FAILED, finished_at=now, traceback="Its worker has ended."
    )
    call_command("prune_db_task_results", queue_name="*", min_age_days=DAYS_KEPT, verbosity=0)
