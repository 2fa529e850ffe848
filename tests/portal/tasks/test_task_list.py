"""An administrator sees what the helper does, in words, and runs what failed again by one press."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.tasks.letters import deliver
from portal.tasks.models import UnsentLetter
from tests import builders

LIST = "/admin/portal/backgroundtask/"
PATH = "portal.links.tasks.check_links"


def row(**fields):
    given = {
        "task_path": PATH,
        "status": "FAILED",
        "args_kwargs": {"args": ["bí mật"], "kwargs": {}},
        "backend_name": "default",
        "run_after": get_date_max(),
        "worker_ids": ["a", "b"],
        "exception_class_path": "django.db.utils.OperationalError",
        "traceback": "Traceback …\nOperationalError: server closed",
    }
    return DBTaskResult.objects.create(**given | fields)


@pytest.fixture
def admin(client, db):
    client.force_login(builders.person("quantri", is_superuser=True))
    return client


def lines(client, query=""):
    page = BeautifulSoup(client.get(LIST + query).text, "html.parser")
    return [" ".join(tr.get_text(" ").split()) for tr in page.select("#result_list tbody tr")]


def test_it_says_what_went_wrong_and_how_often_it_was_tried(admin):
    row()
    (line,) = lines(admin)
    for words in ("Kiểm tra liên kết ra ngoài", "đã bỏ", "2", "cơ sở dữ liệu không trả lời"):
        assert words in line
    assert "bí mật" not in line


def test_one_task_is_shown_in_vietnamese_with_days_as_people_write_them(admin):
    task = row(started_at=timezone.now())
    shown = admin.get(f"{LIST}{task.pk}/change/").text
    assert f"{timezone.localtime(task.started_at):%d/%m/%Y %H:%M}" in shown
    assert "server closed" in shown
    for raw in ("Started at", "Task path", "+00:00", ">None<"):
        assert raw not in shown


def refused(attempt, **fields):
    """A letter that waits for its next try, as it lies there after so many refusals."""
    again = {"status": "READY", "run_after": timezone.now() + timedelta(hours=2), "worker_ids": []}
    given = {"args": ["ai@x.example", "Thư", ""], "kwargs": {"attempt": attempt}}
    letter = {"task_path": deliver.module_path, "queue_name": "letters", "args_kwargs": given}
    return row(**letter | again | {"exception_class_path": "", "traceback": ""} | fields)


def test_a_letter_that_was_refused_says_so_and_can_be_sent_at_once(admin):
    letter = refused(3)
    for query in ("", "?trang-thai=hong"):
        (line,) = lines(admin, query)
        for words in ("đã 3 lần không được, thử lại lúc", "máy chủ thư không nhận thư"):
            assert words in line
        assert "ai@x.example" not in line
    page = BeautifulSoup(admin.get(LIST).text, "html.parser")
    admin.post(page.select_one("#result_list button[formaction]")["formaction"])
    letter.refresh_from_db()
    assert (letter.run_after, letter.args_kwargs["kwargs"]) == (get_date_max(), {"attempt": 3})
    (line,) = lines(admin)
    assert "đang chờ" in line
    assert "Chạy lại" not in line
    assert lines(admin, "?trang-thai=hong") == []


@pytest.mark.parametrize(
    ("was_taken", "words"), [(True, "đã xong"), (False, "đã xong, không có thư nào được gửi")]
)
def test_a_try_that_was_refused_is_not_called_done(admin, was_taken, words):
    letter = refused(0, status="SUCCESSFUL", return_value=was_taken)
    (line,) = lines(admin, "?trang-thai=xong")
    assert words in line
    assert ("không có thư" in line) is not was_taken
    assert words in admin.get(f"{LIST}{letter.pk}/change/").text


def test_an_unsent_letter_says_why(admin):
    UnsentLetter.objects.create(
        address="a@x.example", subject="Thư", task_path="a.b", reason="554 5.7.1 Relay denied"
    )
    assert "554 5.7.1 Relay denied" in admin.get("/admin/portal/unsentletter/").text


def test_what_is_done_is_not_shown_at_first(admin):
    row(status="SUCCESSFUL", exception_class_path="", traceback="")
    row(status="READY", worker_ids=[], exception_class_path="", traceback="")
    assert len(lines(admin)) == 1
    assert len(lines(admin, "?trang-thai=xong")) == 1
    assert len(lines(admin, "?trang-thai=hong")) == 0
    assert len(lines(admin, "?trang-thai=tat-ca")) == 2


def test_one_press_lets_it_run_again(admin):
    failed = row(status="READY", run_after=timezone.now())
    page = BeautifulSoup(admin.get(LIST).text, "html.parser")
    button = page.select_one("#result_list button[formaction]")
    assert button.get_text() == "Chạy lại"
    response = admin.post(button["formaction"], follow=True)
    assert "1 việc sẽ chạy lại" in response.text
    failed.refresh_from_db()
    assert (failed.status, failed.worker_ids) == ("READY", [])
    # Now it waits for its first try, and there is nothing to press.
    assert not BeautifulSoup(admin.get(LIST).text, "html.parser").select("button[formaction]")
    assert admin.get(button["formaction"]).status_code == 404


def test_several_run_again_by_the_lists_action(admin):
    chosen = [row().pk, row(status="SUCCESSFUL").pk]
    response = admin.post(
        LIST, {"action": "run_chosen_again", "_selected_action": chosen}, follow=True
    )
    assert "1 việc sẽ chạy lại" in response.text


def test_its_own_page_lets_it_run_again_where_that_may_help(admin):
    again = "/chay-lai/"
    failed, done = row(), row(status="SUCCESSFUL")
    page = BeautifulSoup(admin.get(f"{LIST}{failed.pk}/change/").text, "html.parser")
    form = page.select_one(f'.object-tools form[action$="{again}"]')
    assert "1 việc sẽ chạy lại" in admin.post(form["action"], follow=True).text
    assert again not in admin.get(f"{LIST}{done.pk}/change/").text


def test_the_arguments_stay_unseen(admin):
    page = admin.get(f"{LIST}{row().pk}/change/").text
    assert "OperationalError" in page
    assert "bí mật" not in page


def test_nobody_else_sees_or_runs_them(client, db):
    failed = row()
    client.force_login(builders.publisher("duyet"))
    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}{failed.pk}/chay-lai/").status_code == 403
    failed.refresh_from_db()
    assert failed.status == "FAILED"


def test_every_task_has_a_name_in_words():
    found = set()
    for package in ("portal", "news", "projects", "enterprises"):
        for file in (settings.BASE_DIR / package).rglob("*.py"):
            module = ".".join(Path(file).relative_to(settings.BASE_DIR).with_suffix("").parts)
            text = file.read_text(encoding="utf-8")
            names = re.findall(
                r"^@(?:letter_|leisure_)?task\b.*\n(?:@.*\n)*def (\w+)", text, re.MULTILINE
            )
            found |= {f"{module}.{name}" for name in names}
    assert found == set(settings.TASK_NAMES)
    assert set(settings.PERIODIC_TASKS) <= found
