"""A task in the hand of a worker that died is taken up again; one of a worker that lives is not."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal.tasks import upkeep as upkeep_module
from portal.tasks.retrying import run_again
from portal.tasks.upkeep import (
    MAX_CLAIMS,
    look_after,
    take_up_abandoned,
    take_up_unended,
    upkeep,
)
from tests.worker import wait_until


@task
def done() -> str:
    return "done"


@pytest.fixture
def running(settings, transactional_db):
    """A task that a worker has claimed."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.PERIODIC_TASKS = {}
    done.enqueue()
    row = DBTaskResult.objects.get()
    row.claim("died")
    return row


def status(row):
    row.refresh_from_db()
    return row.status


def wait_for_the_next(running, look):
    """The server lets go of a lock only once it has noticed that its connection is closed."""

    def is_taken_up():
        look("another")
        return status(running) == "READY"

    wait_until(is_taken_up)


def test_what_a_dead_worker_had_in_hand_is_done_by_the_next(running, monkeypatch):
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)
    call_command("work", batch=True, startup_delay=False, interval=0)
    assert status(running) == "SUCCESSFUL"
    assert (len(running.worker_ids), running.worker_ids[0]) == (2, "died")


def test_what_a_living_worker_has_in_hand_stays_with_it(running):
    with upkeep("died"):
        look_after("another")
        assert status(running) == "RUNNING"
    wait_for_the_next(running, look_after)


def test_its_own_task_is_never_taken_from_a_worker(running):
    look_after("died")
    assert status(running) == "RUNNING"


@pytest.mark.parametrize(
    ("queue", "worker", "becomes"),
    [("default", "died", "READY"), ("letters", "died", "RUNNING"), ("default", "b", "RUNNING")],
)
def test_the_thread_of_a_queue_takes_up_what_it_could_not_end(running, queue, worker, becomes):
    take_up_unended(queue, worker)
    assert status(running) == becomes


def test_a_killed_process_holds_its_task_no_longer(running):
    database = connection.settings_dict["NAME"]
    code = (
        "import sys, time, django; from django.conf import settings; django.setup()\n"
        f"from django.db import connection; connection.settings_dict['NAME'] = {database!r}\n"
        "import threading; from portal.tasks.upkeep import _hold_lock\n"
        "_hold_lock('died'); print(flush=True); time.sleep(60)"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"},
    )
    assert run.stdout.readline() == b"\n"
    take_up_abandoned("another")
    assert status(running) == "RUNNING"
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    run.stdout.close()
    wait_for_the_next(running, take_up_abandoned)


def test_a_task_that_kills_its_workers_is_given_up(running):
    for number in range(1, MAX_CLAIMS):
        take_up_abandoned("another")
        running.refresh_from_db()
        running.claim(f"died too {number}")
    take_up_abandoned("another")
    assert status(running) == "FAILED"


def test_one_that_failed_by_itself_before_is_not_given_up_at_the_first_death(running):
    for number in range(1, MAX_CLAIMS):
        running.set_failed(RuntimeError("away"))
        running.claim(f"tried {number}")
    assert len(running.worker_ids) == MAX_CLAIMS
    take_up_abandoned("another")
    assert status(running) == "READY"


def test_one_that_is_run_again_has_all_its_tries_before_it(running):
    for number in range(1, MAX_CLAIMS + 1):
        take_up_abandoned("another")
        running.refresh_from_db()
        if number < MAX_CLAIMS:
            running.claim(f"died too {number}")
    assert run_again(running.pk)
    running.refresh_from_db()
    running.claim("died")
    take_up_abandoned("another")
    assert status(running) == "READY"


def test_the_queue_is_looked_after_while_a_worker_waits(running, monkeypatch):
    monkeypatch.setattr(upkeep_module, "PAUSE", 0.05)
    with upkeep("another"):
        wait_until(lambda: status(running) == "READY")


def away(monkeypatch, times):
    """Let the database refuse so many times to give a worker its lock."""
    left, hold = iter(range(times)), upkeep_module._hold_lock

    def refuse(worker_id):
        if next(left, None) is not None:
            raise OperationalError("the database system is starting up")
        hold(worker_id)

    monkeypatch.setattr(upkeep_module, "_hold_lock", refuse)
    monkeypatch.setattr(upkeep_module, "_RETRY", 0.01)


def test_a_worker_waits_for_its_lock_until_the_database_is_back(running, monkeypatch):
    away(monkeypatch, times=3)
    with upkeep("died"):
        look_after("another")
        assert status(running) == "RUNNING"


def test_a_worker_without_its_lock_does_nothing(running, monkeypatch):
    away(monkeypatch, times=1_000_000)
    monkeypatch.setattr(upkeep_module, "PATIENCE", 0.05)
    with pytest.raises(CommandError, match="không trả lời"), upkeep("another"):
        pytest.fail("It worked on.")
