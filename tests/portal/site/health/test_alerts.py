"""A person is told when something begins to be wrong and when it is over, and not each minute."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.db import OperationalError
from django.tasks import default_task_backend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.site.health import tasks
from portal.site.health.check import Check
from portal.site.health.models import OpenAlert
from portal.tasks.letters import WAITS, deliver

pytestmark = pytest.mark.django_db
BAD = Check("disk", is_well=False, detail="12 MB", mend="Dọn đĩa.")
WELL = Check("disk", is_well=True)


@pytest.fixture
def seen(settings, monkeypatch, django_capture_on_commit_callbacks):
    """Looks at one check; returns the subjects of the letters that are queued for it."""
    settings.ALERT_EMAIL = ["truc@so.example"]

    def look(*checks):
        default_task_backend.clear()
        monkeypatch.setattr(tasks, "all_checks", lambda: checks)
        with django_capture_on_commit_callbacks(execute=True):
            tasks.watch.call()
        return [result.args[1] for result in default_task_backend.results if result.task == deliver]

    return look


def last_failed(before):
    """Let what is open have failed so long ago for the last time."""
    OpenAlert.objects.update(began_at=timezone.now() - before)


def test_trouble_is_told_once_and_its_end_once(seen):
    assert seen(WELL) == []
    assert seen(BAD) == ["Trang cần người xem: disk"]
    assert seen(BAD) == []
    last_failed(timedelta(minutes=31))
    assert seen(WELL) == ["Trang đã ổn: disk"]
    assert seen(WELL) == []


def test_what_wavers_is_told_once_and_is_over_after_half_an_hour(seen):
    assert seen(BAD) == ["Trang cần người xem: disk"]
    for _turn in range(3):
        assert seen(WELL) == []
        last_failed(timedelta(minutes=29))
        assert seen(WELL) == []
        # Here the half hour begins anew.
        assert seen(BAD) == []
    last_failed(timedelta(minutes=31))
    assert seen(WELL) == ["Trang đã ổn: disk"]


def test_what_a_clock_that_was_ahead_saw_fail_is_over_once_it_is_well(seen):
    seen(BAD)
    last_failed(timedelta(days=-365))
    assert seen(WELL) == ["Trang đã ổn: disk"]


def test_what_lasts_is_told_again_after_a_day(seen):
    seen(BAD)
    OpenAlert.objects.update(notified_at=timezone.now() - timedelta(days=1, minutes=1))
    assert seen(BAD) == ["Trang cần người xem: disk"]
    assert seen(BAD) == []


def test_what_a_clock_that_was_ahead_has_told_is_told_again(seen):
    seen(BAD)
    OpenAlert.objects.update(notified_at=timezone.now() + timedelta(days=365))
    assert seen(BAD) == ["Trang cần người xem: disk"]
    assert seen(BAD) == []


def test_what_breaks_off_before_it_is_told_is_told_in_the_next_turn(seen, monkeypatch):
    def breaks(*_found):
        raise OperationalError

    for check, message in ((BAD, "Trang cần người xem: disk"), (WELL, "Trang đã ổn: disk")):
        last_failed(timedelta(minutes=31))
        with monkeypatch.context() as patched:
            patched.setattr(tasks, "_notify", breaks)
            with pytest.raises(OperationalError):
                seen(check)
        assert seen(check) == [message]


def has_watched(before):
    """Let the watch have ended so long ago: a helper has been there then."""
    DBTaskResult.objects.create(
        task_path=tasks.watch.module_path,
        status="SUCCESSFUL",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=get_date_max(),
        finished_at=timezone.now() - before,
    )


def test_a_helper_that_was_away_works_off_what_is_late_before_it_calls_anybody(seen):
    late = Check("late_tasks", is_well=False, detail="18", mend="Chạy work.")
    has_watched(timedelta(hours=9))
    assert seen(late, BAD) == ["Trang cần người xem: disk"]
    has_watched(timedelta(minutes=5))
    assert seen(late, BAD) == ["Trang cần người xem: late_tasks"]


def test_the_letter_says_what_to_do(seen):
    seen(BAD)
    (result,) = default_task_backend.results
    assert "12 MB" in result.args[2]
    assert "Dọn đĩa." in result.args[2]


def test_a_webhook_gets_it_as_json(settings):
    got = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_words):
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        Thread(target=server.handle_request, daemon=True).start()
        settings.ALERT_WEBHOOK = f"http://127.0.0.1:{server.server_port}/"
        assert tasks.post_to_webhook.call(tasks._as_json([BAD], ["clock"])) is True
    (row,) = got
    assert row["failing"] == [{"check": "disk", "said": "12 MB", "mend": "Dọn đĩa."}]
    assert row["well_again"] == ["clock"]
    assert row["text"].endswith("needs a person: disk; well again: clock")


@pytest.fixture
def silent(settings):
    """A webhook that nobody answers; gives what is queued for a later try."""
    settings.ALERT_WEBHOOK = "http://127.0.0.1:9/"
    default_task_backend.clear()
    return default_task_backend.results


def test_a_webhook_that_does_not_answer_is_tried_as_often_as_a_letter(silent):
    OpenAlert.objects.create(name="disk", notified_at=timezone.now())
    message, begun = tasks._as_json([BAD], []), timezone.now()
    for attempt in range(len(WAITS) + 1):
        assert tasks.post_to_webhook.call(message, attempt=attempt) is False
    assert [each.kwargs for each in silent] == [{"attempt": 1 + nth} for nth in range(len(WAITS))]
    waits = [each.task.run_after - begun for each in silent]
    assert [wait >= least for wait, least in zip(waits, WAITS, strict=True)] == [True] * len(WAITS)


def test_what_is_over_is_not_told_as_if_it_began_nor_an_end_while_it_lasts(silent):
    late = tasks._as_json([BAD, Check("cache", is_well=False)], ["clock"])
    OpenAlert.objects.create(name="clock", notified_at=timezone.now())
    assert tasks.post_to_webhook.call(late, attempt=1) is False
    assert silent == []
    OpenAlert.objects.create(name="disk", notified_at=timezone.now())
    tasks.post_to_webhook.call(late, attempt=1)
    (again,) = silent
    assert again.args == [tasks._as_json([BAD], [])]


@pytest.mark.parametrize(("address", "tries"), [("", 0), ("so.example/hook", 1)])
def test_a_webhook_that_is_emptied_or_mistyped_meanwhile_fails_no_task(
    silent, settings, address, tries
):
    settings.ALERT_WEBHOOK = address
    OpenAlert.objects.create(name="disk", notified_at=timezone.now())
    assert tasks.post_to_webhook.call(tasks._as_json([BAD], []), attempt=1) is False
    assert len(silent) == tries
