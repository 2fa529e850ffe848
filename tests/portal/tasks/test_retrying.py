"""A task that failed is tried again later, comes once where it is asked for twice, and in order."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.tasks import task
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.kit.priorities import AT_LEISURE, AWAITED, BULK
from portal.tasks import periodic
from portal.tasks.letters import deliver
from portal.tasks.once import enqueue_once
from portal.tasks.periodic import prune
from portal.tasks.retrying import WAITS, next_try, run_again
from tests import worker

DONE = []


@task
def fragile(number: int) -> None:
    """Fail as long as a task of this module is to fail."""
    DONE.append(number)
    if number < 0:
        raise OSError("No space left on device")


@task(priority=AWAITED)
def awaited(number: int) -> None:
    DONE.append(number)


@task(priority=AT_LEISURE)
def at_leisure(number: int) -> None:
    DONE.append(number)


@pytest.fixture(autouse=True)
def _queue(settings, transactional_db, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.PERIODIC_TASKS = {}
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)
    DONE.clear()


def work():
    call_command("work", batch=True, startup_delay=False, interval=0)


def test_what_failed_is_tried_again_later_and_later_and_then_given_up():
    fragile.enqueue(-1)
    for tries, wait in enumerate(WAITS, start=1):
        before = timezone.now()
        work()
        row = DBTaskResult.objects.get()
        assert (row.status, len(row.worker_ids)) == ("READY", tries)
        assert before + wait <= row.run_after <= timezone.now() + wait
        assert "No space left" in row.traceback
        # Not before its moment.
        work()
        assert len(DONE) == tries
        DBTaskResult.objects.update(run_after=timezone.now())
    work()
    assert DBTaskResult.objects.get().status == "FAILED"
    assert len(DONE) == len(WAITS) + 1


def test_what_works_at_its_second_try_is_done():
    fragile.enqueue(-1)
    work()
    DBTaskResult.objects.update(args_kwargs={"args": [1], "kwargs": {}}, run_after=timezone.now())
    work()
    row = DBTaskResult.objects.get()
    assert (row.status, DONE[-1], row.traceback) == ("SUCCESSFUL", 1, "")


def test_what_comes_round_sooner_by_itself_waits_for_its_turn(settings):
    now = timezone.now()
    settings.PERIODIC_TASKS = {"often": timedelta(minutes=1), "daily": timedelta(days=1)}
    assert next_try("often", 1, now) is None
    assert next_try("daily", 1, now) == now + WAITS[0]
    assert next_try("daily", len(WAITS) + 1, now) is None


def test_what_comes_round_soon_is_tried_again_before_its_turn(settings):
    now = timezone.now()
    settings.PERIODIC_TASKS = {"copy": timedelta(minutes=10)}
    tries = [next_try("copy", number, now) for number in range(1, len(WAITS) + 2)]
    assert tries == [now + timedelta(minutes=1)] * len(WAITS) + [None]


def test_a_daily_task_that_failed_has_one_row_and_not_two(settings):
    settings.PERIODIC_TASKS = {fragile.module_path: timedelta(days=1)}
    fragile.enqueue(-1)
    work()
    (row,) = DBTaskResult.objects.filter(status="READY")
    assert row.run_after < timezone.now() + timedelta(minutes=2)


def test_by_one_press_it_runs_at_once_with_all_its_tries():
    fragile.enqueue(-1)
    work()
    row = DBTaskResult.objects.get()
    assert run_again(row.pk) is True
    row.refresh_from_db()
    assert (row.status, row.worker_ids, row.run_after) == ("READY", [], get_date_max())
    row.claim("at work")
    assert run_again(row.pk) is False


def test_the_same_is_asked_for_once_while_it_waits():
    assert enqueue_once(fragile, 1) is True
    assert enqueue_once(fragile, 1) is False
    assert enqueue_once(fragile, 2) is True
    work()
    assert DONE == [1, 2]
    assert enqueue_once(fragile, 1) is True


def test_what_failed_and_is_asked_for_again_is_tried_at_once():
    fragile.enqueue(-1)
    work()
    assert enqueue_once(fragile, -1) is True
    assert enqueue_once(fragile, -1) is False
    work()
    row = DBTaskResult.objects.get()
    assert (DONE, len(row.worker_ids)) == ([-1, -1], 2)


def test_a_refused_letter_that_is_asked_for_again_goes_out_once(monkeypatch, mailoutbox):
    words = ("a@x.example", "Thư", "Văn bản")
    with monkeypatch.context() as down:
        down.setattr("portal.tasks.letters.Letter.hand_over", lambda _self: "451 later")
        deliver.enqueue(*words)
        for _press in range(6):
            work()
            assert enqueue_once(deliver, *words) is True
            assert enqueue_once(deliver, *words) is False
    work()
    assert len(mailoutbox) == 1
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_who_waits_comes_first_and_checks_come_last():
    at_leisure.enqueue(3)
    fragile.enqueue(2)
    awaited.enqueue(1)
    work()
    assert DONE == [1, 2, 3]
    assert AWAITED > 0 > BULK > AT_LEISURE


def test_a_letter_that_could_not_be_tried_keeps_its_text_for_the_next_try(monkeypatch):
    def fail(_self):
        raise RuntimeError

    monkeypatch.setattr("portal.tasks.letters.Letter.hand_over", fail)
    deliver.enqueue("a@x.example", "Thư", "Văn bản")
    work()
    row = DBTaskResult.objects.get()
    assert (row.status, row.args_kwargs["args"]) == ("READY", ["a@x.example", "Thư", "Văn bản"])


def test_a_letter_goes_out_once_where_the_database_goes_just_then(monkeypatch, mailoutbox):
    save = DBTaskResult.save

    def is_away(self, *args, **options):
        if options.get("update_fields") == ["args_kwargs"]:
            raise OperationalError
        save(self, *args, **options)

    deliver.enqueue("a@x.example", "Thư", "Văn bản")
    with monkeypatch.context() as restarting:
        restarting.setattr(DBTaskResult, "save", is_away)
        work()
    row = DBTaskResult.objects.get()
    assert (row.status, row.args_kwargs["args"][2]) == ("SUCCESSFUL", "Văn bản")
    assert len(mailoutbox) == 1
    prune.call()
    row.refresh_from_db()
    assert row.args_kwargs["args"] == ["a@x.example", "Thư", ""]


def test_what_came_round_is_done_where_no_next_turn_can_be_asked_for(settings, monkeypatch):
    def is_away():
        raise OperationalError

    settings.PERIODIC_TASKS = {prune.module_path: timedelta(days=1)}
    prune.enqueue()
    with monkeypatch.context() as restarting:
        restarting.setattr(periodic, "ask_for_turns", is_away)
        worker.work()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_letter_with_a_calendar_goes_out_once_and_leaves_no_text_behind(mailoutbox):
    deliver.enqueue("a@x.example", "Thư", "Văn bản", "BEGIN:VCALENDAR")
    work()
    row = DBTaskResult.objects.get()
    assert (row.status, row.args_kwargs["args"]) == ("SUCCESSFUL", ["a@x.example", "Thư", ""])
    assert [letter.subject.rpartition("] ")[2] for letter in mailoutbox] == ["Thư"]
