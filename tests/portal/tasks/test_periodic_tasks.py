"""Work that comes round by itself: a turn each, no two at once, and somebody who notices."""

import os
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.tasks import task
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from news.articles.models import Article
from portal.editing.bulk import tasks as bulk_tasks
from portal.editing.bulk.models import Action as BulkAction
from portal.editing.bulk.models import Phase
from portal.publishing.models import State
from portal.site import doctor
from portal.tasks import monitoring
from portal.tasks.helper import NICENESS, help_beside, keep_helper
from portal.tasks.periodic import ask_for_turns, prune
from tests import builders
from tests.portal.pagecache.processes import in_process
from tests.worker import work

HERE = "tests.portal.tasks.test_periodic_tasks"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@task
def done() -> str:
    return "done"


@task
def greet(number: int) -> None:
    """Stand for a letter: each has arguments of its own."""


@task
def broken() -> None:
    raise ValueError


@pytest.fixture
def tasks(settings, transactional_db):
    """Tasks are kept in the database, and one comes round each hour."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.PERIODIC_TASKS = {f"{HERE}.done": HOUR}
    return settings.PERIODIC_TASKS


def rows(**fields):
    return DBTaskResult.objects.filter(**fields)


def test_a_task_runs_at_once_and_then_waits_for_its_next_turn(tasks):
    ask_for_turns()
    work()
    ended = rows(status="SUCCESSFUL").get()
    waiting = rows(status="READY").get()
    assert (ended.return_value, waiting.run_after - ended.finished_at) == ("done", HOUR)
    work()
    assert rows().count() == 2


def test_asking_twice_gives_one_turn(tasks):
    ask_for_turns()
    ask_for_turns()
    assert rows().count() == 1


def work_off_all_tries(path):
    """Let a task fail as often as it may."""
    while (
        rows(task_path=path, status="READY").exclude(worker_ids=[]).update(run_after=timezone.now())
    ):
        work()


def test_a_task_that_fails_each_time_gets_its_next_turn_and_is_told(tasks, caplog):
    tasks[f"{HERE}.broken"] = DAY
    ask_for_turns()
    work()
    assert monitoring.failed_tasks() == {}
    work_off_all_tries(f"{HERE}.broken")
    assert rows(task_path=f"{HERE}.broken", status="READY").count() == 1
    assert monitoring.failed_tasks() == {f"{HERE}.broken": "builtins.ValueError"}


def ended(number, status, *, ago):
    """Let a task with this argument have ended so long ago."""
    greet.enqueue(number)
    at = timezone.now() - ago
    rows(finished_at=None).update(status=status, finished_at=at, exception_class_path="a.B")


@pytest.mark.parametrize("ago", [HOUR, 3 * DAY])
def test_what_was_given_up_is_told_until_it_is_done(tasks, ago):
    ended(1, "FAILED", ago=ago)
    ended(2, "SUCCESSFUL", ago=timedelta())
    assert monitoring.failed_tasks() == {f"{HERE}.greet": "a.B"}
    ended(1, "SUCCESSFUL", ago=timedelta())
    assert monitoring.failed_tasks() == {}


@pytest.mark.parametrize("path", [f"{HERE}.renamed", "portal.dropped.tasks.greet", "gone.greet"])
def test_a_task_that_a_newer_version_no_longer_has_is_not_told(tasks, path):
    ended(1, "FAILED", ago=HOUR)
    rows().update(task_path=path)
    assert monitoring.failed_tasks() == {}


@pytest.mark.parametrize("code", ["import not_installed", "from json import nothing"])
def test_a_task_whose_module_does_not_load_is_told(tasks, tmp_path, monkeypatch, code):
    (tmp_path / "ill_tasks.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    ended(1, "FAILED", ago=HOUR)
    rows().update(task_path="ill_tasks.greet")
    assert monitoring.failed_tasks() == {"ill_tasks.greet": "a.B"}


def test_what_was_done_before_it_was_given_up_mends_nothing(tasks):
    ended(1, "SUCCESSFUL", ago=DAY)
    ended(1, "FAILED", ago=HOUR)
    assert monitoring.failed_tasks() == {f"{HERE}.greet": "a.B"}


def test_a_task_that_another_helper_is_at_gets_no_second_turn(tasks):
    ask_for_turns()
    rows().get().claim("another")
    ask_for_turns()
    assert rows().count() == 1


def test_what_ran_for_half_a_day_is_called_failed(tasks):
    ask_for_turns()
    rows().update(status="RUNNING", started_at=timezone.now() - DAY)
    prune.call()
    ask_for_turns()
    assert (rows(status="FAILED").count(), rows(status="READY").count()) == (1, 1)


@pytest.mark.parametrize("ahead", [2 * HOUR, 300 * DAY])
def test_a_turn_that_a_wrong_clock_asked_for_is_pulled_back(tasks, ahead):
    ask_for_turns()
    work()
    rows(status="READY").update(run_after=timezone.now() + ahead)
    ask_for_turns()
    assert rows(status="READY").get().run_after <= timezone.now()


@pytest.mark.parametrize(
    "tried",
    [{"worker_ids": ["a"]}, {"args_kwargs": {"args": [1], "kwargs": {"attempt": 1}}}],
    ids=["task", "letter"],
)
def test_a_try_that_a_wrong_clock_asked_for_is_pulled_back(tasks, tried):
    greet.enqueue(1)
    rows().update(run_after=timezone.now() + 300 * DAY, **tried)
    ask_for_turns()
    assert rows(task_path=f"{HERE}.greet").get().run_after <= timezone.now()


@pytest.mark.parametrize(
    ("ahead", "worker_ids"), [(12 * HOUR, ["a"]), (300 * DAY, [])], ids=["soon", "never tried"]
)
def test_a_try_that_waits_rightly_goes_on_waiting(tasks, ahead, worker_ids):
    greet.enqueue(1)
    turn = timezone.now() + ahead
    rows().update(run_after=turn, worker_ids=worker_ids)
    ask_for_turns()
    assert rows(task_path=f"{HERE}.greet").get().run_after == turn


def test_what_waits_for_no_moment_is_left_alone(tasks):
    greet.enqueue(1)
    rows().update(worker_ids=["a"])
    turn = rows().get().run_after
    ask_for_turns()
    assert rows(task_path=f"{HERE}.greet").get().run_after == turn


def test_a_run_that_a_wrong_clock_ended_puts_no_turn_off(tasks):
    ask_for_turns()
    work()
    rows(status="READY").delete()
    rows().update(finished_at=timezone.now() + 300 * DAY)
    ask_for_turns()
    assert rows(status="READY").get().run_after <= timezone.now() + HOUR


def test_what_ended_long_ago_is_removed(tasks):
    for days in (1, 15):
        done.enqueue()
        rows(finished_at=None).update(
            status="SUCCESSFUL", finished_at=timezone.now() - timedelta(days=days)
        )
    prune.call()
    (kept,) = rows()
    assert kept.finished_at > timezone.now() - 2 * DAY


def test_a_task_that_nobody_takes_is_late(tasks):
    ask_for_turns()
    done.enqueue()
    now = timezone.now()
    assert monitoring.count_late(now) == 0
    assert monitoring.count_late(now + HOUR) == 2


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_and_readyz_tell_of_late_and_failed_tasks(tasks, client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    tasks[f"{HERE}.broken"] = DAY
    ask_for_turns()
    work()
    work_off_all_tries(f"{HERE}.broken")
    rows(status="READY").update(run_after=timezone.now() - HOUR)
    findings = [finding.msg for finding in doctor.examine()]
    assert "2 background tasks wait for long; nobody works them off." in findings
    assert f"The background task {HERE}.broken failed: builtins.ValueError." in findings
    assert client.get("/readyz").json()["late_tasks"] == 2


def test_work_asks_for_the_turns_first(tasks, monkeypatch):
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)
    call_command("work", batch=True, startup_delay=False, interval=0)
    assert rows(status="SUCCESSFUL").count() == 1


def test_work_goes_on_with_a_job_whose_helper_was_killed(tasks, monkeypatch):
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)
    # Tests that commit have emptied the table of roles.
    editor = builders.person("quantri", is_superuser=True)
    article = builders.article(state=State.DRAFT, published_at=None)
    chosen = [(article.pk, article.revision_number, article.title)]
    job = bulk_tasks.plan(BulkAction.SUBMIT, chosen, by=editor, kind=Article.KIND)
    rows().update(status="RUNNING", started_at=timezone.now())
    call_command("work", batch=True, startup_delay=False, interval=0)
    job.refresh_from_db()
    assert (job.phase, job.items.get().outcome) == (Phase.CHECKED, "fine")
    bulk_tasks.agree(job)
    call_command("work", batch=True, startup_delay=False, interval=0)
    article.refresh_from_db()
    assert (article.state, article.transitions.count()) == (State.SUBMITTED, 1)


def test_every_periodic_task_can_be_found():
    from django.utils.module_loading import import_string

    from portal import settings

    for path in settings.PERIODIC_TASKS:
        assert import_string(path).module_path == path


def test_the_helper_is_begun_again_when_it_has_died(monkeypatch):
    begun, is_enough = [], threading.Event()

    def begin(words, *, check):
        begun.append(words)
        if len(begun) == 2:
            is_enough.set()
            raise SystemExit

    monkeypatch.setattr("portal.tasks.helper.subprocess.run", begin)
    monkeypatch.setattr("portal.tasks.helper.PAUSE", 0.0)
    keep_helper().join(10)
    assert is_enough.is_set()
    assert begun[0][2:] == ["work", "--with-parent", str(os.getpid())]


def test_beside_a_server_the_helper_gives_way_to_readers():
    def help_and_look() -> None:
        help_beside(os.getppid())
        if os.getpriority(os.PRIO_PROCESS, 0) < NICENESS:
            os._exit(1)

    assert in_process(help_and_look) == 0
