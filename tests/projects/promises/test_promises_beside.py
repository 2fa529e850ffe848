"""Promises on the pages that they are about: in the article's margin, on the home page."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from portal.publishing import workflow
from portal.publishing.models import State
from portal.publishing.models.kinds import kinds
from projects.kit.models import TaskState
from projects.promises.models import PromiseKind
from tests import builders as site
from tests.one_of_each import MAKERS, page_of
from tests.projects import builders

pytestmark = pytest.mark.django_db


def beside(client, page) -> list[tuple[str, list[str]]]:
    """What stands in the margin: each heading with the promises below it."""
    soup = BeautifulSoup(client.get(page.path).text, "html.parser")
    margin = soup.select_one(".promises-beside")
    if margin is None:
        return []
    return [
        (head.get_text(), [link.get_text() for link in head.find_next("ul").select("a")])
        for head in margin.select(".kicker")
    ]


def test_the_article_shows_what_it_promises_and_leads_to_what_came_of_it(client, report):
    promise = builders.promise("Xây dựng Website", article=report)
    assert beside(client, report) == [("Cam kết nêu trong bài", ["Xây dựng Website"])]
    assert f'href="{promise.address}"' in client.get(report.path).text


def test_the_proof_says_which_promise_it_is_about(client, report):
    news = site.article("Website đã chạy")
    builders.promise("Xây dựng Website", article=report, proof=news, state=TaskState.DONE)
    heading = "Trang này cho biết việc thực hiện cam kết"
    assert beside(client, news) == [(heading, ["Xây dựng Website"])]


def test_a_made_up_promise_is_marked_beside_other_pages(client, report):
    made_up = site.article("Bài dựng ra", body=f"<p>{builders.QUOTE}</p>", is_sample=True)
    project = builders.project()
    builders.promise("Dựng ra", article=made_up, project=project)
    builders.promise("Có thật", article=report, project=project)

    def marks(page) -> list[bool]:
        soup = BeautifulSoup(client.get(page.path).text, "html.parser")
        return [bool(each.select(".sample-mark")) for each in soup.select(".promises-beside li")]

    assert sorted(marks(project)) == [False, True]
    # Of its own article, which is marked as a whole.
    assert marks(made_up) == [False]


def test_an_article_without_promises_has_no_margin(client, report):
    builders.promise(article=report)
    assert beside(client, site.article("Bài khác")) == []


def test_the_project_and_the_indicator_show_what_was_promised_of_them(client, report):
    project, indicator = builders.project(), builders.indicator()
    builders.promise("Xây dựng Website", article=report, project=project, indicator=indicator)
    builders.promise("Việc khác", article=report)
    for page in (project, indicator):
        assert beside(client, page) == [
            ("Được thực hiện hoặc được đo tại đây", ["Xây dựng Website"])
        ]


def test_a_programme_that_proves_a_promise_says_so(client, report):
    programme = builders.programme(2008)
    builders.promise("Việc", article=report, proof=programme, state=TaskState.DONE)
    assert beside(client, programme) == [("Trang này cho biết việc thực hiện cam kết", ["Việc"])]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_page_of_any_kind_shows_what_is_said_in_it_and_what_it_proves(client, report, kind):
    page = page_of(kind, "Trang có cam kết", body=f"<p>{builders.QUOTE}.</p>")
    builders.promise("Nêu ở đây", article=page)
    builders.promise("Chứng minh ở đây", article=report, proof=page, state=TaskState.DONE)
    assert beside(client, page) == [
        ("Cam kết nêu trong bài", ["Nêu ở đây"]),
        ("Trang này cho biết việc thực hiện cam kết", ["Chứng minh ở đây"]),
    ]


def test_each_kind_has_its_page_above():
    assert set(MAKERS) == kinds().keys() - {"english"}


def test_a_withdrawn_article_takes_its_promises_off_the_proof(client, report):
    news = site.article("Website đã chạy")
    builders.promise("Xây dựng Website", article=report, proof=news, state=TaskState.DONE)
    workflow.transition(report, to=State.WITHDRAWN, by=None, comment="Nhầm")
    assert beside(client, news) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_an_article_asks_as_often_for_three_promises_as_for_one(
    client, report, rows, django_assert_num_queries
):
    for number in range(rows):
        builders.promise(f"Việc {number}", article=report, project=builders.project(f"D {number}"))
    with django_assert_num_queries(5):
        client.get(report.path)


def test_the_home_page_tells_the_latest_promises_with_what_came_of_them(client, report):
    news = site.article("Website đã chạy")
    builders.promise("Xây dựng Website", article=report, proof=news, state=TaskState.DONE)
    builders.promise("Năm trước", article=report, said_on=date(2006, 1, 2))
    soup = BeautifulSoup(client.get("/").text, "html.parser")
    section = soup.select_one("section[aria-labelledby=promises]")
    assert section.h2.get_text(strip=True) == "Nhiệm vụ và cam kết năm 2007"
    [dot] = section.select(".promise-dot")
    assert " ".join(dot.get_text().split()) == "Xây dựng Website: đã xong"
    assert "promise-dot-done" in dot["class"]
    assert section.select_one("a.more")["href"] == "/quy-hoach/cam-ket/"


def section_of_home(client):
    page = BeautifulSoup(client.get("/").text, "html.parser")
    return page.select_one("section[aria-labelledby=promises]")


def test_the_home_page_counts_all_promises_of_the_day_and_leads_to_just_these(client, report):
    for number in range(24):
        builders.promise(f"Việc {number}", article=report)
    builders.promise("Nhất trí", article=report, kind=PromiseKind.AGREED)
    builders.promise("Trước", article=report, kind=PromiseKind.AGREED, said_on=date(2006, 1, 2))
    section = section_of_home(client)
    assert section.select_one(".figure-large .number").get_text() == "25"
    assert len(section.select(".promise-dot")) == 20
    shares = [" ".join(row.get_text().split()) for row in section.select(".promise-kinds li")]
    assert shares == ["Sẽ triển khai 24", "Nhất trí 1"]
    agreed = section.select(".promise-kinds a")[1]["href"]
    found = BeautifulSoup(client.get(agreed).text, "html.parser")
    assert [row.get_text() for row in found.select(".promise-head a")] == ["Nhất trí"]


def test_the_home_page_mixes_no_made_up_promise_into_the_day(client, report):
    made_up = site.article("Bài dựng ra", body=f"<p>{builders.QUOTE}</p>", is_sample=True)
    builders.promise("Dựng ra", article=made_up, kind=PromiseKind.ASSIGNED)
    builders.promise("Dựng ra sau", article=made_up, said_on=date(2008, 1, 2))
    alone = section_of_home(client)
    assert [dot["title"] for dot in alone.select(".promise-dot")] == ["Dựng ra sau"]
    assert alone.select(".sample-mark")
    builders.promise("Có thật", article=report)
    section = section_of_home(client)
    assert [dot["title"] for dot in section.select(".promise-dot")] == ["Có thật"]
    assert [row.get_text() for row in section.select(".number")] == ["1", "1"]
    assert not section.select(".sample-mark")


def test_the_home_page_has_no_empty_section(client):
    assert "aria-labelledby=promises" not in client.get("/").text.replace('"', "")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_page_asks_as_often_for_three_promises_as_for_one(
    client, report, rows, django_assert_num_queries
):
    for number in range(rows):
        builders.promise(f"Việc {number}", article=report)
    with django_assert_num_queries(18):
        client.get("/")
