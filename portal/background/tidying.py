"""Keeps the table of tasks small."""

from datetime import timedelta

from django.tasks import task
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

KEPT_FOR = timedelta(days=14)
# No task takes as long: its worker was ended in the middle of it.
LONGEST_RUN = timedelta(hours=12)


@task
def tidy() -> int:
    """Remove what ended long ago, and call failed what no worker will ever end; how many."""
    now = timezone.now()
    DBTaskResult.objects.running().filter(started_at__lt=now - LONGEST_RUN).update(
        status=TaskResultStatus.FAILED, finished_at=now, traceback="Its worker has ended."
    )
    return DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_FOR).delete()[0]
