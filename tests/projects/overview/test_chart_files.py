"""The charts of plans and projects go elsewhere by the rule of those of indicators."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from portal.publishing.models import State
from projects.overview.plan_charts import AT_REST, ROWS
from projects.work.models import Stage
from tests.projects import builders

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": date(2007, 1, 1), "ends_on": date(2007, 12, 31)}


@pytest.fixture
def plan():
    found = builders.plan()
    builders.budget(builders.project("Phủ sóng xã", plan=found, **DAYS))
    return found


def links(client, path: str) -> list[str]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    files = [link["href"] for link in page.select(".chart-files a")]
    return files + [link["href"] for link in page.select(".embed-box a")]


def test_each_chart_of_a_plan_is_a_picture_a_drawing_and_a_frame(client, plan):
    found = links(client, plan.path)
    assert [each.removeprefix(plan.path) for each in found] == [
        "bieu-do/tien-do.png", "bieu-do/tien-do.svg", f"{plan.path[:-1]}.csv",
        f"{plan.path[:-1]}.csv?bom=1",
        "bieu-do/kinh-phi.png", "bieu-do/kinh-phi.svg", f"{plan.path[:-1]}.csv",
        f"{plan.path[:-1]}.csv?bom=1",
        "nhung/tien-do/", "nhung/kinh-phi/",
    ]  # fmt: skip
    assert {client.get(each).status_code for each in found} == {200}
    drawing = client.get(f"{plan.path}bieu-do/tien-do.svg")
    text = BeautifulSoup(drawing.text, "html.parser").text
    assert plan.title[:20] in text
    assert "Phủ sóng xã" in text
    assert "Nguồn" in text
    assert client.get(f"{plan.path}bieu-do/kinh-phi.png").content.startswith(b"\x89PNG")


def test_the_money_of_a_plan_takes_its_unit_and_its_star_along(client):
    plan = builders.plan()
    for name, amount in (("A", Decimal("1750.5")), ("B", None)):
        builders.budget(builders.project(name, plan=plan), planned=amount)
    star = "* Chỉ cộng các số đã biết; còn số chưa có."
    for name in ("bieu-do/kinh-phi.svg", "nhung/kinh-phi/"):
        text = BeautifulSoup(client.get(plan.path + name).text, "html.parser").get_text(" ")
        text = " ".join(text.split())
        assert "Kinh phí theo năm (triệu đồng): Quy hoạch" in text
        assert "1.750,5" in text
        assert star in text
    whole = builders.plan("Quy hoạch khác")
    builders.budget(builders.project("C", plan=whole), planned=Decimal(3), spent=Decimal(1))
    assert star not in client.get(f"{whole.path}nhung/kinh-phi/").text


def test_each_chart_says_on_its_page_whose_it_is_and_how_it_may_be_used(client, plan):
    project = builders.project("Đào tạo", **DAYS)
    builders.milestone(project)
    for path, count in ((plan.path, 2), (project.path, 1)):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        feet = [each.get_text(" ", strip=True) for each in page.select("figure figcaption")]
        assert len(feet) == count
        for foot in feet:
            assert "Nguồn:" in foot
            assert "Được tự do dùng" in foot
    # In a frame it stands once, too.
    assert client.get(f"{plan.path}nhung/tien-do/").text.count("Được tự do dùng") == 1


@pytest.mark.parametrize(
    ("reached", "planned", "message"),
    [
        (None, date(2007, 3, 1), "Chậm so với kế hoạch đầu là mốc của 1/2 dự án"),
        (None, date(2999, 3, 1), "Không có mốc sắp tới nào chậm so với kế hoạch đầu."),
        (date(2007, 3, 9), date(2007, 3, 1), "Tất cả các mốc đã đạt."),
    ],
)
def test_a_timeline_says_what_it_shows(client, plan, reached, planned, message):
    project = builders.project("Đào tạo", plan=plan, **DAYS)
    builders.milestone(project, planned_on=planned, actual_on=reached)
    for path in (plan.path, f"{plan.path}nhung/tien-do/"):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        (summary,) = page.select(".chart-summary")
        assert summary.get_text().startswith(message)
    page = BeautifulSoup(client.get(project.path).content, "html.parser")
    count = "1/1" if reached else "0/1"
    assert page.select_one(".chart-summary").get_text().startswith(f"Đã đạt {count} mốc")


@pytest.mark.parametrize(
    ("stage", "is_late"), [(Stage.RUNNING, True), *[(each, False) for each in sorted(AT_REST)]]
)
def test_a_project_that_is_at_rest_is_not_said_to_be_late(client, stage, is_late):
    project = builders.project("Đào tạo", stage=stage, **DAYS)
    builders.milestone(project, planned_on=date(2007, 3, 1))
    for path in (project.path, f"{project.path}nhung/tien-do/"):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        summary = page.select_one(".chart-summary").get_text()
        assert summary.startswith("Đã đạt 0/1 mốc")
        assert ("chậm" in summary) == is_late


def test_days_alone_have_no_summary(client, plan):
    assert "chart-summary" not in client.get(plan.path).text


def test_the_timeline_of_a_project_stands_alone_in_a_frame(client, plan):
    project = builders.project("Đào tạo", **DAYS)
    builders.milestone(project)
    assert [each.removeprefix(project.path) for each in links(client, project.path)] == [
        "bieu-do/tien-do.png", "bieu-do/tien-do.svg", f"{project.path[:-1]}.csv",
        f"{project.path[:-1]}.csv?bom=1", "nhung/tien-do/",
    ]  # fmt: skip
    alone = client.get(f"{project.path}nhung/tien-do/")
    assert "frame-ancestors *" in alone["Content-Security-Policy"]
    assert "X-Frame-Options" not in alone
    assert alone["X-Robots-Tag"] == "noindex"
    assert not alone.cookies
    assert "<script" not in alone.text
    assert f'{project.path}" target="_top"' in alone.text
    assert "Được tự do dùng" in alone.text


def test_a_long_name_is_not_cut_in_the_timeline_of_its_own_project(client):
    name = "Trang thông tin điện tử cho mười cơ quan của tỉnh, đợt thứ hai"
    project = builders.project(name, **DAYS)
    builders.milestone(project)
    page = BeautifulSoup(client.get(project.path).content, "html.parser")
    text = page.select_one("svg.chart-timeline").get_text()
    assert "Thời gian thực hiện" in text
    assert "…" not in text


def test_a_chart_in_parts_has_files_for_each_part(client):
    plan = builders.plan()
    for number in range(ROWS + 1):
        builders.project(f"Dự án {number}", plan=plan, **DAYS)
    assert client.get(f"{plan.path}bieu-do/tien-do-2.svg").status_code == 200
    assert client.get(f"{plan.path}bieu-do/tien-do-3.svg").status_code == 404


def test_what_is_not_public_or_has_no_chart_is_nowhere(client, plan):
    hidden = builders.project("Kín", state=State.DRAFT, **DAYS)
    bare = builders.project("Không rõ ngày")
    for path in (
        f"{hidden.path}bieu-do/tien-do.svg", f"{hidden.path}nhung/tien-do/",
        f"{bare.path}bieu-do/tien-do.png", f"{plan.path}bieu-do/khac.svg",
        f"{plan.path}nhung/khac/",
    ):  # fmt: skip
        assert client.get(path).status_code == 404
