"""Says of a background task how it stands, and what went wrong, as a person would."""

import re
from typing import Final

from django.conf import settings
from django.tasks.base import TaskResultStatus
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.tasks.models import BackgroundTask

# What the traceback or the class of an error has in it, and what that means; the first one holds.
_CAUSES: Final[tuple[tuple[str, Promise], ...]] = (
    (r"Its worker has ended", gettext_lazy("the helper was ended in the middle of it")),
    (r"No space left on device|DiskFull", gettext_lazy("the disk is full")),
    (r"Permission denied|Read-only file", gettext_lazy("a file may not be written")),
    (r"OperationalError|InterfaceError", gettext_lazy("the database did not answer")),
    (r"MemoryError", gettext_lazy("there was too little memory")),
    (r"TimeoutError|ConnectionError|ConnectionRefused|ConnectionReset|gaierror",
     gettext_lazy("another machine did not answer")),
    (r"ImportError|ModuleNotFoundError|AttributeError.*module",
     gettext_lazy("this version of the site has no such task")),
)  # fmt: skip


def state_in_words(task: BackgroundTask) -> str:
    """Return where a task stands."""
    match task.status:
        case TaskResultStatus.FAILED:
            return _("given up after all tries")
        case TaskResultStatus.RUNNING:
            return _("at work")
        case TaskResultStatus.SUCCESSFUL:
            return _("done; no letter went out") if task.is_unsent else _("done")
    if task.next_turn is None:
        return _("waits")
    moment = date_format(localtime(task.next_turn), "SHORT_DATETIME_FORMAT")
    if task.refusals and not task.worker_ids:
        message = _("in vain so far: %(count)s; tried again %(moment)s")
        return message % {"count": task.refusals, "moment": moment}
    if task.is_retriable:
        return _("failed; tried again %(moment)s") % {"moment": moment}
    return _("comes %(moment)s") % {"moment": moment}


def error_in_words(task: BackgroundTask) -> str:
    """Return what went wrong last; empty where nothing did."""
    if task.status not in (TaskResultStatus.FAILED, TaskResultStatus.READY):
        return ""
    text = f"{task.exception_class_path}\n{task.traceback}"
    cause = next((label for pattern, label in _CAUSES if re.search(pattern, text)), None)
    if cause is not None:
        return str(cause)
    if task.refusals and not task.traceback and task.queue_name == settings.LETTERS_QUEUE:
        return _("the mail server did not take the letter")
    lines = task.traceback.strip().splitlines()
    return lines[-1][:200] if lines else task.exception_class_path
