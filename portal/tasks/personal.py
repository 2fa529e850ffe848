"""Letters that wait stand among the tasks with address, subject and text; sent ones without it."""

import logging
from typing import Any

from django.db import Error
from django.db.models import QuerySet
from django.dispatch import receiver
from django.tasks import TaskResult
from django.tasks.base import TaskResultStatus
from django.tasks.signals import task_finished
from django_tasks_db.backend import TaskResult as StoredResult
from django_tasks_db.models import DBTaskResult

from portal.kit.personal_data import Holding, Rows, register
from portal.tasks.letters import deliver
from portal.tasks.models import UnsentLetter

logger = logging.getLogger(__name__)


def letters_to(address: str) -> QuerySet[Any]:
    """Return the letters to an address that are still among the tasks."""
    tasks = DBTaskResult.objects.filter(task_path=deliver.module_path)
    return tasks.filter(args_kwargs__args__0__iexact=address)


@receiver(task_finished)
def forget_text(task_result: TaskResult[..., object], **kwargs: object) -> None:
    """Empty the text of a letter that was tried; where it was refused, the next try has its own.

    One that could not be tried, for the database was gone, keeps its text for that. Where it goes
    just now, the letter has gone out nevertheless: what is raised here would send it again.
    """
    if task_result.task.module_path != deliver.module_path:
        return
    if task_result.status != TaskResultStatus.SUCCESSFUL:
        return
    if isinstance(task_result, StoredResult):
        try:
            _forget_text(task_result.db_result)
        except Error:
            logger.exception("The text of a sent letter stays until the next `prune`.")


def forget_sent_texts() -> None:
    """Empty the texts of letters that went out, where that could not be done at once."""
    sent = DBTaskResult.objects.successful().filter(task_path=deliver.module_path)
    for row in sent.exclude(args_kwargs__args__2=""):
        _forget_text(row)


def _forget_text(row: DBTaskResult[..., Any]) -> None:
    # The calendar that may have gone along goes too.
    row.args_kwargs["args"] = [*row.args_kwargs["args"][:2], ""]
    row.save(update_fields=["args_kwargs"])


def _letters_to(address: str) -> Rows:
    queued = [
        {"at": row.enqueued_at.isoformat(), "subject": row.args_kwargs["args"][1]}
        for row in letters_to(address).order_by("enqueued_at")
    ]
    unsent = UnsentLetter.objects.filter(address__iexact=address).order_by("gave_up_at")
    return [
        *queued,
        *({"at": row.gave_up_at.isoformat(), "subject": row.subject} for row in unsent),
    ]


def _erase(address: str) -> int:
    unsent, _by_model = UnsentLetter.objects.filter(address__iexact=address).delete()
    return letters_to(address).delete()[0] + unsent


def register_letters() -> None:
    """Let letters be asked for what they hold of a person."""
    register(Holding("letters", export=_letters_to, erase=_erase))
