"""Which task comes first where several wait: django.tasks takes numbers from -100 to 100."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.tasks import Task, task

# Somebody waits for it: a link to set a password, a page that appears at its moment, an alarm.
AWAITED: Final = 50
# Bulk work of the staff goes in slices, between which all that is ordinary has its turn.
BULK: Final = -10
# What may be done at any hour of the day: checks of links, copies, old files.
AT_LEISURE: Final = -20


def leisure_task[**P, T](function: Callable[P, T]) -> Task[P, T]:
    """Make a task of what may take minutes at any hour: it has a queue and a thread of its own.

    No letter and no other task waits behind it.
    """
    made: Task[P, T] = task(priority=AT_LEISURE, queue_name=settings.LEISURE_QUEUE)(function)
    return made
