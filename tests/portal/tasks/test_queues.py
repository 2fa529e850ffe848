"""A long task holds up no letter and no turn of anything else: queues have their own threads."""

import threading
import time

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connections
from django.tasks import task
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal.kit.priorities import leisure_task
from portal.tasks import letters, queues
from tests.worker import wait_until

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# What walks through the whole site, or waits for other sites, or reads large files.
LONG = (
    "portal.links.tasks.check_links",
    "portal.exchange.opendata.bulk.write_open_data",
    "portal.search.tasks.read_files",
    "portal.site.examination.examine_site",
)
begun, ended = threading.Event(), threading.Event()


def wait_for_the_end():
    begun.set()
    ended.wait(30)


@task
def endless() -> None:
    """Stand for bulk work that takes its time."""
    wait_for_the_end()


@leisure_task
def endless_copy() -> None:
    """Stand for a copy of the site on a busy machine."""
    wait_for_the_end()


@task
def short() -> None:
    """Stand for any periodic turn."""


def work():
    try:
        call_command("work", interval=0.05, startup_delay=False)
    finally:
        connections.close_all()


@pytest.fixture
def helper(settings, monkeypatch):
    """`manage.py work` in this process; the test enqueues before it begins."""
    settings.TASKS = DATABASE
    settings.PERIODIC_TASKS = {}
    begun.clear()
    ended.clear()
    workers = []
    monkeypatch.setattr(Worker, "configure_signals", lambda worker: workers.append(worker))
    thread = threading.Thread(target=work)
    yield thread
    ended.set()
    for worker in workers:
        worker.running = False
    thread.join(10)
    assert not thread.is_alive()
    assert not [each for each in threading.enumerate() if isinstance(each, queues.QueueThread)]


def status_of(each):
    return DBTaskResult.objects.get(task_path=each.module_path).status


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("long", [endless, endless_copy])
def test_a_letter_does_not_wait_behind_a_long_task(helper, long):
    long.enqueue()
    helper.start()
    assert begun.wait(10)
    letters.deliver.enqueue("a@example.vn", "Một thư", "Chào.")
    wait_until(lambda: mail.outbox)
    assert [letter.to for letter in mail.outbox] == [["a@example.vn"]]
    assert status_of(long) == "RUNNING"


@pytest.mark.django_db(transaction=True)
def test_a_turn_does_not_wait_behind_the_copy_of_the_site(helper):
    endless_copy.enqueue()
    helper.start()
    assert begun.wait(10)
    short.enqueue()
    wait_until(lambda: status_of(short) == "SUCCESSFUL")
    assert status_of(endless_copy) == "RUNNING"


tried = []


@leisure_task
def interrupted() -> None:
    """Stand for what is at work while PostgreSQL is restarted."""
    tried.append(1)
    if len(tried) == 1:
        raise OperationalError


def await_success_of(task):
    """Work off the queue of long tasks in a thread until a task of it is done."""
    thread = queues.QueueThread(site_settings.LEISURE_QUEUE, "default", 0.05, "w")
    thread.start()
    try:
        wait_until(lambda: status_of(task) == "SUCCESSFUL")
    finally:
        thread.stop()
        thread.join(10)


@pytest.mark.django_db(transaction=True)
def test_what_the_database_was_away_for_at_its_end_begins_anew(settings, monkeypatch):
    def be_away(_row, _error):
        raise OperationalError

    settings.TASKS, settings.PERIODIC_TASKS = DATABASE, {}
    tried.clear()
    monkeypatch.setattr(DBTaskResult, "set_failed", be_away)
    monkeypatch.setattr(queues, "PAUSE", 0.0)
    interrupted.enqueue()
    await_success_of(interrupted)
    assert len(tried) == 2


@pytest.mark.django_db(transaction=True)
def test_what_ends_a_look_at_the_queue_does_not_end_its_thread(settings, monkeypatch):
    """Whatever is raised outside of a task, such as a library's own fault."""
    settings.TASKS, settings.PERIODIC_TASKS = DATABASE, {}
    left, run = iter([RuntimeError("broken")]), Worker.run

    def break_once(worker):
        for error in left:
            raise error
        run(worker)

    monkeypatch.setattr(Worker, "run", break_once)
    monkeypatch.setattr(queues, "PAUSE", 0.0)
    interrupted.enqueue()
    tried[:] = [1]
    await_success_of(interrupted)


@pytest.mark.parametrize("path", LONG)
def test_what_takes_long_is_in_the_queue_of_long_tasks(path):
    assert import_string(path).queue_name == site_settings.LEISURE_QUEUE


def test_the_helper_does_not_wait_for_ever_for_a_task_at_its_end(monkeypatch):
    monkeypatch.setattr(queues, "LAST_TASK", 0.1)
    thread = queues.QueueThread("leisure", "default", 1.0, "w")
    monkeypatch.setattr(thread, "run", lambda: ended.wait(5))
    ended.clear()
    thread.start()
    began = time.monotonic()
    queues.end_all([thread])
    assert time.monotonic() - began < 3
    ended.set()
    thread.join(5)
