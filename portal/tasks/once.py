"""Asks for a task once: who presses a button twice does not get two letters."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Q
from django.tasks import Task
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.kit.postgres.advisory import Lock


@transaction.atomic
def enqueue_once(task: Task[..., Any], *args: str | int) -> bool:
    """Ask for a task, unless the same with the same arguments is due; return whether it was asked.

    The task and its arguments are the key. One that waits for its next turn or try has it now, a
    letter with all its tries. One that runs already has read what it works on: it is asked for
    anew.
    """
    key = json.dumps([task.module_path, args], cls=DjangoJSONEncoder)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [Lock.ONE_TASK, key])
    waits = DBTaskResult.objects.filter(
        # A letter that was refused waits with the number of its next try.
        Q(args_kwargs__kwargs={}) | Q(args_kwargs__kwargs__has_key="attempt"),
        status=TaskResultStatus.READY,
        task_path=task.module_path,
        args_kwargs__args=list(args),
    )
    now = timezone.now()
    moments = dict(waits.values_list("pk", "run_after"))
    if any(moment <= now or moment == get_date_max() for moment in moments.values()):
        return False
    first = min(moments, key=moments.__getitem__, default=None)
    as_new = {"run_after": now, "args_kwargs": {"args": list(args), "kwargs": {}}}
    if first is None or not waits.filter(pk=first).update(**as_new):
        task.enqueue(*args)
    return True
