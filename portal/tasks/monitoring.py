"""Monitors the background tasks: which wait too long, and which failed."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

# A task may take its time; what waits longer than this has nobody who takes it.
PATIENCE = timedelta(minutes=20)


def count_late(now: datetime | None = None) -> int:
    """Return how many tasks should have begun long ago: no worker runs, or it is stuck."""
    long_ago = (now or timezone.now()) - PATIENCE
    return (
        DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        .filter(Q(run_after__lt=long_ago) | Q(run_after=get_date_max(), enqueued_at__lt=long_ago))
        .count()
    )


def failed_tasks(since: datetime) -> dict[str, str]:
    """Return the tasks whose last run since then failed, each with the class of its error."""
    last: dict[str, str] = {}
    ended = DBTaskResult.objects.finished().filter(finished_at__gte=since)
    for path, status, error in ended.order_by("finished_at").values_list(
        "task_path", "status", "exception_class_path"
    ):
        last.pop(path, None)
        if status == TaskResultStatus.FAILED:
            last[path] = error
    return last
