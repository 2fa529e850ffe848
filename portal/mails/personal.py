"""Letters that wait or were sent lately stand among the tasks, with address and text."""

from typing import Any

from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from portal.mails.sending import deliver
from portal.personal_data.holdings import Holding, Rows, register


def letters_to(address: str) -> QuerySet[Any]:
    """The letters to an address that are still among the tasks."""
    tasks = DBTaskResult.objects.filter(task_path=deliver.module_path)
    return tasks.filter(args_kwargs__args__0__iexact=address)


def _told_of(address: str) -> Rows:
    rows = letters_to(address).order_by("enqueued_at")
    return [
        {"at": row.enqueued_at.isoformat(), "subject": row.args_kwargs["args"][1]} for row in rows
    ]


def _erase(address: str) -> int:
    return letters_to(address).delete()[0]


def register_letters() -> None:
    """Let letters be asked for what they hold of a person."""
    register(Holding("letters", tell=_told_of, erase=_erase))
