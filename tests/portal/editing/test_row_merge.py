"""Two people who work on the rows of one page undo nothing of one another's."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.editing.autosave import OpenForm
from portal.publishing import changes, revisions
from portal.publishing.models import State
from portal.publishing.models.kinds import admin_address
from projects.work.models import Task
from tests import builders
from tests.filling import EMPTY, fields_of
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db

TITLES = ["Việc một", "Việc hai", "Việc ba"]


@pytest.fixture
def programme():
    """A draft of a programme with three tasks, kept in its version."""
    page = projects.programme(state=State.DRAFT, published_at=None)
    for place, title in enumerate(TITLES):
        projects.task(page, title, position=place)
    revisions.record(page, by=None)
    return page


def signed_in(name):
    return builders.signed_in(builders.editor(name))


@pytest.fixture
def first():
    return signed_in("mot")


@pytest.fixture
def second():
    return signed_in("hai")


def fields_in(text) -> dict[str, Any]:
    shown = BeautifulSoup(text, "html.parser").select_one("#content-main > form")
    assert shown is not None
    return {name: value for name, value in fields_of(shown) if EMPTY not in name}


def opened(client, page):
    return fields_in(client.get(admin_address(page.kind, page.pk)).text)


def send(client, page, fields, **typed):
    return client.post(admin_address(page.kind, page.pk), fields | typed)


def rows(page, *names):
    return list(page.tasks.order_by("position", "pk").values_list(*names))


def removed(fields, prefix, number):
    """The form with a row ticked to be removed."""
    return fields | {f"{prefix}-{number}-DELETE": "on"}


DONE = {"tasks-2-state": "done", "tasks-2-done_on": "01/02/2007"}


def test_who_saves_later_leaves_the_rows_of_the_other_as_they_are(programme, first, second):
    mine = opened(first, programme)
    send(second, programme, opened(second, programme), **DONE)
    answer = send(first, programme, mine, **{"tasks-0-title": "Việc một, sửa"})
    assert "Có người khác đã lưu trang này" in answer.text
    again = fields_in(answer.text)
    assert again["tasks-2-state"] == "done"
    assert again["tasks-2-done_on"] == "01/02/2007"
    assert again["tasks-0-title"] == "Việc một, sửa"
    assert not [name for name in again if name.startswith("_take_")]
    assert send(first, programme, again).status_code == 302
    assert rows(programme, "title", "state") == [
        ("Việc một, sửa", "unknown"),
        ("Việc hai", "unknown"),
        ("Việc ba", "done"),
    ]


def test_two_fields_of_one_row_come_together(programme, first, second):
    mine = opened(first, programme)
    send(second, programme, opened(second, programme), **DONE)
    answer = send(first, programme, mine, **{"tasks-2-title": "Việc ba, sửa"})
    send(first, programme, fields_in(answer.text))
    assert rows(programme, "title", "state")[2] == ("Việc ba, sửa", "done")


@pytest.mark.parametrize(("side", "title"), [("mine", "Của tôi"), ("theirs", "Của người kia")])
def test_a_field_that_both_wrote_is_chosen_as_those_of_the_page(
    programme, first, second, side, title
):
    mine = opened(first, programme)
    key = programme.tasks.get(title="Việc hai").pk
    send(second, programme, opened(second, programme), **{"tasks-1-title": "Của người kia"})
    answer = send(first, programme, mine, **{"tasks-1-title": "Của tôi"})
    again = fields_in(answer.text)
    assert again[f"_take_tasks:{key}:title"] == "mine"
    assert again["tasks-1-title"] == "Của tôi"
    merge = BeautifulSoup(answer.text, "html.parser").select_one(".newsroom-merge")
    assert merge is not None
    assert "Của người kia" in merge.get_text()
    assert "Của tôi" in merge.get_text()
    send(first, programme, again, **{f"_take_tasks:{key}:title": side})
    assert rows(programme, "title") == [("Việc một",), (title,), ("Việc ba",)]


def test_what_was_chosen_holds_where_a_third_save_comes_between(programme, first, second):
    mine, key = opened(first, programme), programme.tasks.get(title="Việc hai").pk
    send(second, programme, opened(second, programme), **{"tasks-1-title": "Của người kia"})
    again = fields_in(send(first, programme, mine, **{"tasks-1-title": "Của tôi"}).text)
    send(second, programme, opened(second, programme), **DONE)
    chosen = send(first, programme, again, **{f"_take_tasks:{key}:title": "theirs"})
    send(first, programme, fields_in(chosen.text))
    assert rows(programme, "title") == [("Việc một",), ("Của người kia",), ("Việc ba",)]


def test_rows_that_the_other_added_stand_in_the_form_and_stay(programme, first, second):
    mine = opened(first, programme)
    added = {"tasks-TOTAL_FORMS": "4", "tasks-3-state": "unknown", "tasks-3-position": "0"}
    send(second, programme, opened(second, programme), **added, **{"tasks-3-title": "Của hai"})
    answer = send(first, programme, mine, **added, **{"tasks-3-title": "Của một"})
    again = fields_in(answer.text)
    assert (again["tasks-INITIAL_FORMS"], again["tasks-TOTAL_FORMS"]) == ("4", "5")
    assert (again["tasks-3-title"], again["tasks-4-title"]) == ("Của hai", "Của một")
    send(first, programme, again)
    titles = [title for (title,) in rows(programme, "title")]
    assert sorted(titles) == sorted([*TITLES, "Của hai", "Của một"])


def test_a_row_that_the_other_removed_stays_gone(programme, first, second):
    mine = opened(first, programme)
    send(second, programme, removed(opened(second, programme), "tasks", 0))
    answer = send(first, programme, mine, **{"tasks-2-title": "Việc ba, sửa"})
    again = fields_in(answer.text)
    assert [again[f"tasks-{place}-title"] for place in (0, 1)] == ["Việc hai", "Việc ba, sửa"]
    assert "đã bị xóa" not in answer.text
    assert send(first, programme, again).status_code == 302
    assert rows(programme, "title") == [("Việc hai",), ("Việc ba, sửa",)]


def test_what_was_typed_in_a_row_that_is_gone_is_still_to_be_read(programme, first, second):
    mine = opened(first, programme)
    send(second, programme, removed(opened(second, programme), "tasks", 0))
    answer = send(first, programme, mine, **{"tasks-0-title": "Việc một, sửa lâu"})
    assert "“Việc một” đã bị xóa trong lúc ấy" in answer.text
    assert "Việc một, sửa lâu" in answer.text
    send(first, programme, fields_in(answer.text))
    assert rows(programme, "title") == [("Việc hai",), ("Việc ba",)]


@pytest.mark.parametrize(("side", "left"), [("mine", 2), ("theirs", 3)])
def test_a_row_to_be_removed_that_the_other_wrote_in_is_asked_about(
    programme, first, second, side, left
):
    mine = opened(first, programme)
    key = programme.tasks.get(title="Việc ba").pk
    send(second, programme, opened(second, programme), **DONE)
    answer = send(first, programme, removed(mine, "tasks", 2))
    again = fields_in(answer.text)
    assert again["tasks-2-DELETE"] == "on"
    send(first, programme, again, **{f"_take_tasks:{key}:DELETE": side})
    assert len(rows(programme, "state")) == left
    assert Task.objects.filter(state="done").count() == left - 2


def test_rows_of_a_change_that_waits_are_merged_too(first, second):
    page = projects.programme()
    for place, title in enumerate(TITLES):
        projects.task(page, title, position=place)
    revisions.record(page, by=None)
    mine = opened(first, page)
    send(second, page, opened(second, page), **DONE)
    answer = send(first, page, mine, **{"tasks-0-title": "Việc một, sửa"})
    send(first, page, fields_in(answer.text))
    version = changes.pending_version(page)
    assert version is not None
    kept = sorted((row["title"], row["state"]) for row in version.data["parts"]["tasks"])
    assert kept == [("Việc ba", "done"), ("Việc hai", "unknown"), ("Việc một, sửa", "unknown")]
    assert set(rows(page, "state")) == {("unknown",)}


def test_rows_that_are_brought_back_are_merged_too(programme, first, second):
    mine = opened(first, programme)
    mark = OpenForm(int(first.session["_auth_user_id"]), programme.kind, programme.pk).sign()
    keep = reverse("admin:work_annualplan_autosave")
    assert first.post(keep, mine | {"tasks-0-title": "Gõ dở", "_typed": mark}).status_code == 200
    send(second, programme, opened(second, programme), **DONE)
    shown = first.get(admin_address(programme.kind, programme.pk), {"khoi-phuc": "1"}).text
    again = fields_in(shown)
    assert (again["tasks-0-title"], again["tasks-2-state"]) == ("Gõ dở", "done")
    send(first, programme, again)
    assert rows(programme, "title", "state")[::2] == [("Gõ dở", "unknown"), ("Việc ba", "done")]


def test_a_new_file_moves_along_where_the_other_added_one(first, second):
    page = builders.article("Có tệp", state=State.DRAFT, published_at=None)
    mine = opened(first, page)

    def added(name):
        paper = SimpleUploadedFile(f"{name}.csv", f"{name};1\n".encode(), "text/csv")
        row = {"name": name, "file": paper, "position": "0"}
        sent = {f"attachments-0-{key}": value for key, value in row.items()}
        return {"attachments-TOTAL_FORMS": "1"} | sent

    send(second, page, opened(second, page), **added("hai"))
    assert page.attachments.count() == 1
    answer = send(first, page, mine, **added("mot"))
    again = fields_in(answer.text)
    assert (again["attachments-0-name"], again["attachments-1-name"]) == ("hai", "mot")
    assert "attachments-1-file-held" in again
    send(first, page, again)
    assert {row.name for row in page.attachments.all()} == {"hai", "mot"}
