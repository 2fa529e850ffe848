"""The programme of a year: what came of the year before, and how far its tasks are."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.organisations.models import Organisation
from portal.publishing.models import State
from projects.kit.models import TaskState
from tests import builders as site
from tests.data_files import csv_of, json_of
from tests.projects import builders

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)


def read(client, address: str = "/chuong-trinh/2007/") -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def test_the_year_before_stands_first_and_then_the_tasks(client):
    plan = builders.programme(body="<p>Đã tổ chức Hội nghị quốc gia.</p>")
    builders.task(plan)
    page = read(client)
    assert [each.get_text(strip=True) for each in page.select("article h2")] == [
        "Kết quả năm 2006",
        "Các nhiệm vụ đến đâu",
        "Nhiệm vụ năm 2007",
    ]
    assert "Đã tổ chức Hội nghị quốc gia." in page.get_text()


def cells_of(page) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in page.select(".task-table tbody tr")
    ]


def test_a_task_stands_with_owner_term_state_project_and_source(client):
    report = site.article("Báo cáo")
    plan = builders.programme()
    project = builders.project()
    builders.task(
        plan,
        owner=Organisation.objects.create(name="Sở Bưu chính, Viễn thông"),
        due_words="trong năm 2007",
        project=project,
        quote="xây dựng Website",
        evidence=report,
    )
    builders.task(plan, "Việc khác", state=TaskState.DONE, due_on=YESTERDAY)
    page = read(client)
    first, second = cells_of(page)
    assert first[:3] == ["Sở Bưu chính, Viễn thông", "trong năm 2007", "–"]
    assert first[3].startswith("“ xây dựng Website ”") or first[3].startswith("“xây dựng Website”")
    assert second[0] == "nguồn không nêu"
    assert second[2:] == ["đã xong", "–"]
    row = page.select_one(".task-table tbody tr")
    assert [link["href"] for link in row.select("a")] == [project.path, report.path]


def test_what_is_the_same_for_all_tasks_is_said_once_above_them(client):
    plan = builders.programme()
    owner = Organisation.objects.create(name="Sở Bưu chính, Viễn thông")
    for title in ("Việc một", "Việc hai"):
        builders.task(plan, title, owner=owner, due_words="trong năm 2007")
    page = read(client)
    assert [head.get_text() for head in page.select(".task-table thead th")] == [
        "Nhiệm vụ",
        "Nguồn viết gì",
    ]
    facts = [" ".join(each.get_text(" ").split()) for each in page.select("#tasks ~ .facts > div")]
    assert facts == ["Chủ trì Sở Bưu chính, Viễn thông", "Thời hạn trong năm 2007"]


@pytest.mark.parametrize("first", [0, 1])
def test_what_was_done_late_is_not_said_of_what_was_done_in_time(client, first):
    plan, done_on = builders.programme(), date(2007, 12, 31)
    for place in (first, 1 - first):
        due_on = (date(2007, 6, 30), done_on)[place]
        builders.task(plan, f"Việc {place}", state=TaskState.DONE, due_on=due_on, done_on=done_on)
    states = {cells[1] for cells in cells_of(read(client))}
    assert states == {"đã xong (31/12/2007, sau thời hạn)", "đã xong (31/12/2007)"}


def test_what_is_not_said_is_said_to_be_so(client):
    builders.task(builders.programme())
    page = read(client)
    assert cells_of(page) == [["–"]]
    assert "Chưa có thông tin: chủ trì, thời hạn (2 mục)." in page.select_one("article").get_text()


def test_tasks_are_counted_and_none_is_late_of_which_nothing_is_known(client):
    plan = builders.programme()
    for state in (TaskState.UNKNOWN, TaskState.OPEN, TaskState.DONE, TaskState.DROPPED):
        builders.task(plan, f"Việc {state}", state=state, due_on=YESTERDAY)
    page = read(client)
    assert [" ".join(row.get_text(" ").split()) for row in page.select(".tally li")] == [
        "đã xong 1 trong 4",
        "đang thực hiện 0 trong 4",
        "quá hạn 1 trong 4",
        "thôi thực hiện 1 trong 4",
        "chưa có thông tin 1 trong 4",
    ]
    assert len(page.select(".chart-stacked rect")) == 4


def test_a_project_that_is_not_public_is_not_named(client):
    plan = builders.programme()
    builders.task(plan, project=builders.project("Dự án mật", state=State.DRAFT))
    assert "Dự án mật" not in client.get("/chuong-trinh/2007/").text
    [row] = json_of(client, "/chuong-trinh/2007.json")["tasks"]
    assert (row["project"], row["project_address"]) == (None, None)


def test_a_programme_that_is_not_public_is_nowhere(client):
    builders.programme(state=State.DRAFT)
    for address in ("/chuong-trinh/2007/", "/chuong-trinh/2007.csv", "/chuong-trinh/2007.json"):
        assert client.get(address).status_code == 404
    assert "năm 2007" not in read(client, "/chuong-trinh/").select_one("main").get_text()


def test_the_list_names_the_latest_year_first(client):
    for year in (2006, 2007):
        builders.programme(year)
    links = read(client, "/chuong-trinh/").select("main .ledger a")
    assert [link["href"] for link in links] == ["/chuong-trinh/2007/", "/chuong-trinh/2006/"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_programme_asks_as_often_for_three_tasks_as_for_one(
    client, rows, django_assert_num_queries
):
    plan, report = builders.programme(), site.article("Báo cáo")
    for number in range(rows):
        builders.task(
            plan,
            f"Việc {number}",
            project=builders.project(f"D {number}"),
            evidence=report,
            quote="lời",
        )
        builders.programme(2010 + number)
    with django_assert_num_queries(5):
        client.get("/chuong-trinh/2007/")
    with django_assert_num_queries(1):
        client.get("/chuong-trinh/")
    with django_assert_num_queries(4):
        csv_of(client, "/chuong-trinh/2007.csv")


def test_the_files_hold_the_tasks_of_the_page(client):
    builders.task(builders.programme(), state=TaskState.DONE)
    [row] = json_of(client, "/chuong-trinh/2007.json")["tasks"]
    assert (row["title"], row["status"], row["in_charge"]) == ("Xây dựng Website", "done", None)
    [line] = csv_of(client, "/chuong-trinh/2007.csv")
    assert (line["title"], line["status"]) == ("Xây dựng Website", "done")
    [link] = read(client).select("a[href$='2007.xlsx']")
    assert client.get(link["href"]).status_code == 200
