import pytest
from bs4 import BeautifulSoup

from portal.publishing.models import State
from projects.work.models import Stage
from tests import builders as site
from tests.projects import builders
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_the_list_shows_each_plan_with_its_years_and_projects(client):
    plan = builders.plan()
    builders.project("Website", plan=plan, stage=Stage.PLANNED)
    page = text_of(client, "/quy-hoach/")
    assert '<a href="/quy-hoach/quy-hoach-cong-nghe-thong-tin/">' in page
    assert "<span>2010</span>" in page
    assert "<span>2020</span>" in page
    assert '<a href="/du-an/website/">Website</a>' in page


def test_the_plans_stand_in_the_order_of_the_alphabet(client):
    for title in ("Quy hoạch đô thị", "Quy hoạch dân số", "Quy hoạch ao hồ"):
        builders.plan(title)
    page = text_of(client, "/quy-hoach/")
    titles = ["Quy hoạch ao hồ", "Quy hoạch dân số", "Quy hoạch đô thị"]
    assert sorted(titles, key=page.index) == titles


def test_no_page_takes_the_two_plans_of_2007_for_granted(client):
    about = BeautifulSoup(text_of(client, "/gioi-thieu/"), "html.parser")
    way = about.select_one('main a[href="/quy-hoach/"]').find_next_sibling(class_="ledger-about")
    assert way.get_text() == "các quy hoạch và dự án của từng quy hoạch."
    plans = BeautifulSoup(text_of(client, "/quy-hoach/"), "html.parser")
    description = plans.select_one('meta[name="description"]')["content"]
    assert description == "Các quy hoạch của Sở: thời kỳ quy hoạch và các dự án."


def test_a_plan_that_is_not_public_is_nowhere(client):
    builders.plan("Quy hoạch mật", state=State.DRAFT)
    project = builders.project(plan=builders.plan("Quy hoạch thu hồi", state=State.WITHDRAWN))
    assert "Quy hoạch mật" not in text_of(client, "/quy-hoach/")
    assert client.get("/quy-hoach/quy-hoach-mat/").status_code == 404
    assert "Quy hoạch thu hồi" not in text_of(client, project.path)
    assert "Quy hoạch thu hồi" not in text_of(client, "/du-an/")


def test_a_project_that_is_not_public_is_nowhere(client):
    plan = builders.plan()
    builders.project("Dự án mật", plan=plan, state=State.DRAFT)
    for address in ("/quy-hoach/", plan.path, "/du-an/"):
        assert "Dự án mật" not in text_of(client, address)
    assert client.get("/du-an/du-an-mat/").status_code == 404


def test_a_plan_names_its_source_with_the_words(client):
    report = site.article("Báo cáo năm 2006")
    plan = builders.plan(evidence=report, quote="sẽ triển khai các dự án")
    page = text_of(client, plan.path)
    assert "sẽ triển khai các dự án" in page
    assert f'<a href="{report.path}">Báo cáo năm 2006</a>' in page


def test_a_source_that_is_not_public_is_not_named(client):
    report = site.article("Báo cáo mật", state=State.DRAFT)
    project = builders.project(evidence=report, quote="sẽ triển khai")
    assert "Báo cáo mật" not in text_of(client, project.path)


def test_a_plan_shows_apart_what_its_source_gives_to_no_plan(client):
    report = site.article("Báo cáo")
    plan = builders.plan(evidence=report)
    builders.project("Của quy hoạch", plan=plan)
    builders.project("Cùng nguồn", evidence=report)
    builders.project("Nguồn khác", evidence=site.article("Bài khác"))
    page = text_of(client, plan.path)
    assert page.index("Của quy hoạch") < page.index('id="others"') < page.index("Cùng nguồn")
    assert "Nguồn khác" not in page


def test_a_made_up_project_of_the_same_source_is_marked(client, report):
    plan = builders.plan(evidence=report)
    builders.project("Bịa ra", evidence=report, is_sample=True)
    builders.project("Có thật", evidence=report)
    page = BeautifulSoup(client.get(plan.path).content, "html.parser")
    rows = page.select("[aria-labelledby=others] li")
    marked = {row.a.get_text(): row.select_one(".sample-mark") is not None for row in rows}
    assert marked == {"Bịa ra": True, "Có thật": False}


def test_a_project_without_news_is_not_known_and_not_late(client):
    project = builders.project()
    assert project.stage_label == str(Stage.UNKNOWN.label)
    assert project.stage_tone == ""
    page = text_of(client, project.path).lower()
    assert page.count(str(Stage.UNKNOWN.label)) == 1
    assert "tình trạng" in page[page.index(str(Stage.UNKNOWN.label)) :]


@pytest.mark.parametrize("number", ["0", "-1", "abc", "1000000000", "2"])
@pytest.mark.parametrize("address", ["/quy-hoach/", "/du-an/", "/chi-tieu/"])
def test_a_page_that_a_list_does_not_have_is_not_there(client, address, number):
    assert client.get(address, {"trang": number}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    for number in range(rows):
        builders.project(f"Dự án {number}", plan=builders.plan(f"Quy hoạch {number}"))
    with django_assert_num_queries(2):
        client.get("/quy-hoach/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_as_often_for_three_projects_as_for_one(
    client, rows, django_assert_num_queries
):
    report = site.article("Báo cáo")
    plan = builders.plan(evidence=report)
    for number in range(rows):
        builders.project(f"Dự án {number}", plan=plan, evidence=report)
        builders.project(f"Khác {number}", evidence=report)
    with django_assert_num_queries(7):
        client.get(plan.path)
    with django_assert_num_queries(7):
        client.get("/du-an/du-an-0/")
