"""An administrator sees what the helper does, in words, and runs what failed again by one press."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

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
