"""Monitors the background tasks: which wait too long, and which failed."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.tasks.models import UnsentLetter

# A task may take its time; what waits longer than this has nobody who takes it.
PATIENCE = timedelta(minutes=20)
# The fourth try is asked for when the third has failed: after a quarter of an hour. Servers that
# let strangers wait at first (greylisting) have taken it by then.
TRIED_OFTEN: Final = 3


def count_late(now: datetime | None = None) -> int:
    """Return how many tasks should have begun long ago: no worker runs, or it is stuck."""
    return int(_due_before((now or timezone.now()) - PATIENCE).count())


def count_letters() -> tuple[int, int]:
    """Return how many letters are late by far, and how many were refused in all their tries.

    Not those to an address that there is not, where a stranger may have typed it: nobody mends it.
    """
    late = _due_before(timezone.now() - PATIENCE).filter(queue_name=settings.LETTERS_QUEUE)
    tried_again = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY,
        queue_name=settings.LETTERS_QUEUE,
        args_kwargs__kwargs__attempt__gte=TRIED_OFTEN,
    )
    return late.union(tried_again).count(), UnsentLetter.objects.to_be_mended().count()


def count_waiting(now: datetime) -> dict[str, int]:
    """Return how many tasks of each queue may begin by now and have not."""
    rows = _due_before(now).order_by().values_list("queue_name").annotate(count=Count("pk"))
    queues = ("default", settings.LETTERS_QUEUE, settings.LEISURE_QUEUE)
    return dict.fromkeys(queues, 0) | dict(rows)


def _due_before(moment: datetime) -> Any:
    due = Q(run_after__lt=moment) | Q(run_after=get_date_max(), enqueued_at__lt=moment)
    return DBTaskResult.objects.filter(due, status=TaskResultStatus.READY)


def has_just_come_back(path: str, now: datetime) -> bool:
    """Return whether nobody has done a periodic task for long, so that all others are late, too."""
    done = DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.SUCCESSFUL)
    last = done.aggregate(last=Max("finished_at"))["last"]
    return last is None or last < now - PATIENCE


def failed_tasks() -> dict[str, str]:
    """Return the tasks that were given up and not done since, each with the class of its error.

    With other arguments it is another task: the next letter that goes out mends none that did not.
    What a newer version has renamed or dropped nobody can mend, and is not told of.
    """
    done_since = DBTaskResult.objects.successful().filter(
        task_path=OuterRef("task_path"),
        args_kwargs=OuterRef("args_kwargs"),
        finished_at__gt=OuterRef("finished_at"),
    )
    rows = DBTaskResult.objects.failed().filter(~Exists(done_since))
    newest = rows.order_by("task_path", "-finished_at").distinct("task_path")
    found = newest.values_list("task_path", "exception_class_path")
    return {path: error for path, error in found if not _is_gone(path)}


def _is_gone(path: str) -> bool:
    """Return whether there is no such task; one whose module fails to load is there."""
    module, _dot, name = path.rpartition(".")
    try:
        return not hasattr(import_module(module), name)
    except ModuleNotFoundError as error:
        # The task's own module or a folder above it, and not what it imports.
        return path.startswith(f"{error.name}.")
    except ImportError:
        return False
