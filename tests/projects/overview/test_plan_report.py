"""What a plan's page and its summary say of its projects, goals, days and money."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.utils import timezone

from portal.organisations.models import Organisation
from portal.publishing.models import Attachment, Section, State, Topic
from projects.work.models import MoneyFrom, Stage
from tests.news.builders import document
from tests.projects import builders

pytestmark = pytest.mark.django_db


def page_of(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def rows(section: Tag) -> list[list[str]]:
    return [[text(cell) for cell in row.select("th, td")] for row in section.select("tr")]


def section(page: BeautifulSoup, name: str) -> Tag:
    return page.select(f'section[aria-labelledby="{name}"]')[0]


def test_the_decision_is_told_and_its_number_leads_to_the_paper(client):
    issuer = Organisation.objects.create(name="Ủy ban nhân dân tỉnh")
    plan = builders.plan(
        decision_number="12/2007/QĐ-UBND", decided_on=date(2007, 3, 9), issuer=issuer
    )
    Attachment.objects.create(
        publication=plan, name="Quyết định 12/2007/QĐ-UBND", file=ContentFile(b"%PDF-1.4", "q.pdf")
    )
    facts = page_of(client, plan.path).select(".facts")[0]
    assert "của ngày" not in text(facts)
    assert "09/03/2007" in text(facts)
    assert "Ủy ban nhân dân tỉnh" in text(facts)
    link = facts.find("a", string="12/2007/QĐ-UBND")
    assert client.get(link["href"]).status_code == 200


def test_the_paper_of_another_number_is_not_taken_for_it(client):
    plan = builders.plan(decision_number="2/2007/QĐ-UBND")
    papers = [
        Attachment.objects.create(
            publication=plan, name=f"Quyết định {number}", file=ContentFile(b"%PDF-1.4", "q.pdf")
        )
        for number in ("12/2007/QĐ-UBND (sửa đổi)", "2/2007/QĐ-UBND")
    ]
    link = page_of(client, plan.path).select(".facts")[0].find("a", string="2/2007/QĐ-UBND")
    assert f"/{papers[1].pk}/" in link["href"]


def test_the_decision_is_the_document_of_its_issuer_and_its_file_stands_beside(client):
    decision = document(number="2/2007/QĐ-UBND")
    document("Của huyện", number="2/2007/QĐ-UBND", issuer="UBND huyện")
    values = {"decision_number": "2/2007/QĐ-UBND", "decided_on": decision.issued_on}
    plan = builders.plan(issuer=decision.issuer, **values)
    file = ContentFile(b"%PDF-1.4", "q.pdf")
    paper = Attachment.objects.create(publication=plan, name="2/2007/QĐ-UBND", file=file)
    facts = page_of(client, plan.path).select(".facts")[0]
    assert facts.find("a", string="2/2007/QĐ-UBND")["href"] == decision.path
    assert f"/{paper.pk}/" in facts.select_one("a[download]")["href"]
    other = builders.plan("Của bộ", issuer=Organisation.objects.create(name="Bộ"), **values)
    facts = page_of(client, other.path).select(".facts")[0]
    assert facts.find("a", string="2/2007/QĐ-UBND") is None
    assert "2/2007/QĐ-UBND" in text(facts)


@pytest.mark.parametrize("name", ["02/2007/QĐ-UBND", "2/2007/QĐ-UBND_signed"])
def test_the_paper_is_found_as_files_are_named(client, name):
    plan = builders.plan(decision_number="2/2007/QĐ-UBND")
    file = ContentFile(b"%PDF-1.4", "q.pdf")
    paper = Attachment.objects.create(publication=plan, name=f"Quyết định {name}", file=file)
    link = page_of(client, plan.path).select(".facts")[0].find("a", string="2/2007/QĐ-UBND")
    assert f"/{paper.pk}/" in link["href"]


def test_who_takes_the_place_of_a_plan_is_said_on_both_pages(client):
    old = builders.plan("Quy hoạch cũ")
    new = builders.plan("Quy hoạch mới", replaces=old)
    part = builders.plan("Quy hoạch bổ sung", amends=old)
    builders.plan("Quy hoạch nháp", replaces=old, state=State.DRAFT)
    page = page_of(client, old.path)
    assert [link["href"] for link in page.select(".notice a")] == [new.path]
    assert {new.path, part.path} <= {link["href"] for link in page.select(".facts a")}
    assert "Quy hoạch nháp" not in text(page)
    for later in (new, part):
        page = page_of(client, later.path)
        assert old.path in [link["href"] for link in page.select(".facts a")]
        assert page.select(".notice") == []


def test_an_earlier_plan_that_is_not_public_is_not_named(client):
    old = builders.plan("Quy hoạch cũ", state=State.WITHDRAWN)
    new = builders.plan("Quy hoạch mới", replaces=old)
    assert "Quy hoạch cũ" not in text(page_of(client, new.path))


def test_progress_is_rolled_up_with_its_weights(client):
    plan = builders.plan()
    done = builders.project("A", plan=plan, weight=3, stage=Stage.FINISHED)
    builders.milestone(done, actual_on=date(2007, 6, 1))
    builders.milestone(builders.project("B", plan=plan, stage=Stage.RUNNING))
    builders.project("C", plan=plan)
    projects = section(page_of(client, plan.path), "projects")
    assert rows(projects) == [
        ["Dự án", "Tiến độ", "Trọng số", "Điểm đóng góp", "Tình trạng"],
        ["A", "100 %", "3", "75", "đã hoàn thành"],
        ["B", "0 %", "1", "0", "đang triển khai"],
        ["C", "–", "1", "–", "–"],
        ["Cả quy hoạch", "75 %", "", "75", ""],
    ]
    assert "Đã biết tiến độ của 2/3 dự án" in text(projects)
    assert text(projects.desc) == "75 %"


def test_projects_stand_under_their_field_of_work(client):
    plan = builders.plan()
    field = Section.objects.create(kind="project", name="Hạ tầng")
    builders.project("A", plan=plan)
    builders.project("B", plan=plan, section=field)
    table = rows(section(page_of(client, plan.path), "projects"))
    assert [row[0] for row in table[1:]] == ["Hạ tầng (1)", "B", "Chưa rõ lĩnh vực (1)", "A"]


def test_a_goal_tells_in_plain_words_how_far_it_is(client, report):
    plan, density = builders.plan(), builders.indicator()
    builders.target(density, report, 2010, "40")
    builders.target(density, report, 2007, "35")
    builders.observation(density, report, 2006, "28.7")
    builders.observation(density, report, 2007, "30.5")
    builders.goal(plan, "Đạt 35 máy", indicator=density, year=2007)
    builders.goal(plan, "Đạt 40 máy", indicator=density, year=2010)
    builders.goal(plan, "Phủ sóng toàn tỉnh")
    goals = section(page_of(client, plan.path), "goals")
    texts = [text(item) for item in goals.select("li")]
    assert texts[0].startswith("Đạt 35 máy (đến năm 2007)")
    assert "còn thiếu 4,5 máy/100 dân" in texts[0]
    assert "còn thiếu 9,5 máy/100 dân" in texts[1]
    assert texts[2] == "Phủ sóng toàn tỉnh"
    assert [row[1:3] for row in rows(goals)[1:]] == [
        ["35 (2007)", "30,5 (2007, sơ bộ)"],
        ["40 (2010)", "30,5 (2007, sơ bộ)"],
    ]


def test_a_figure_after_the_year_of_the_target_does_not_count_for_it(client, report):
    plan, density = builders.plan(), builders.indicator()
    builders.target(density, report, 2007, "35")
    builders.observation(density, report, 2007, "30.5")
    builders.observation(density, report, 2008, "36")
    builders.goal(plan, indicator=density, year=2007)
    assert "còn thiếu 4,5" in text(section(page_of(client, plan.path), "goals"))


@pytest.mark.parametrize("hidden", ["sample", "benchmark", "corrected", "nothing"])
def test_what_is_no_present_figure_of_ours_is_not_compared(client, report, hidden):
    plan, density = builders.plan(), builders.indicator()
    builders.target(density, report, 2007, "35")
    builders.goal(plan, indicator=density, year=2007)
    if hidden == "sample":
        builders.observation(density, report, value="34", is_sample=True)
    if hidden == "benchmark":
        builders.main_series(density)
        builders.observation(density, report, value="34", series=builders.benchmark(density))
    if hidden == "corrected":
        builders.observation(
            density, report, value="34", superseded_at=datetime(2190, 1, 1, tzinfo=UTC)
        )
    goals = text(section(page_of(client, plan.path), "goals"))
    assert "chưa có số liệu" in goals
    assert "34" not in goals


def test_an_estimate_of_a_year_that_is_not_over_reaches_no_goal(client, report):
    plan, density, year = builders.plan(), builders.indicator(), timezone.localdate().year
    builders.target(density, report, year, "35")
    builders.goal(plan, indicator=density, year=year)
    builders.observation(density, report, year, "36")
    assert "chưa có số liệu" in text(section(page_of(client, plan.path), "goals"))


def test_an_indicator_that_is_not_public_is_not_named(client):
    plan = builders.plan()
    builders.goal(plan, "Đạt", indicator=builders.indicator("Chỉ tiêu mật", state=State.DRAFT))
    page = text(page_of(client, plan.path))
    assert "Đạt" in page
    assert "Chỉ tiêu mật" not in page


def test_the_timeline_has_a_table_of_the_same_days(client):
    plan = builders.plan()
    project = builders.project(
        "A", plan=plan, starts_on=date(2007, 1, 1), ends_on=date(2007, 12, 31)
    )
    builders.milestone(project, "Khảo sát", actual_on=date(2007, 7, 10))
    builders.project("Không rõ ngày", plan=plan)
    timeline = section(page_of(client, plan.path), "timeline")
    assert len(timeline.select(".chart-milestone.chart-reached")) == 1
    table = rows(timeline)
    assert table[1] == ["A", "01/01/2007", "31/12/2007", "Khảo sát: 10/07/2007 ✓ (+10)"]
    assert len(table) == 2


def test_money_is_summed_by_year_and_by_source_and_a_gap_is_no_zero(client):
    plan = builders.plan()
    first, second = (builders.project(name, plan=plan) for name in "AB")
    builders.budget(first, 2007, money_from=MoneyFrom.LOCAL, planned=Decimal("1500"))
    builders.budget(second, 2007, money_from=MoneyFrom.CENTRAL, planned=Decimal("250.5"))
    builders.budget(second, 2010, money_from=MoneyFrom.LOCAL, spent=Decimal("10"))
    money = section(page_of(client, plan.path), "money")
    unknown = "chưa có"
    assert rows(money) == [
        ["", "Kế hoạch", "Đã chi"],
        ["2007", "1.750,5", unknown],
        ["2008", unknown, unknown],
        ["2009", unknown, unknown],
        ["2010", unknown, "10"],
        ["Tổng cộng", "1.750,5 *", "10 *"],
        ["", "Kế hoạch", "Đã chi"],
        ["ngân sách trung ương", "250,5", unknown],
        ["ngân sách địa phương", "1.500 *", "10 *"],
        ["Tổng cộng", "1.750,5 *", "10 *"],
    ]
    assert text(money.desc) == (
        "Đơn vị: triệu đồng. 2007, kế hoạch: 1.750,5. 2007, đã chi: chưa có số liệu."
        " 2008, kế hoạch: chưa có số liệu. 2008, đã chi: chưa có số liệu."
        " 2009, kế hoạch: chưa có số liệu. 2009, đã chi: chưa có số liệu."
        " 2010, kế hoạch: chưa có số liệu. 2010, đã chi: 10."
    )


def test_the_money_of_a_sample_is_not_counted_as_a_fact(client):
    plan = builders.plan()
    builders.budget(builders.project("A", plan=plan, is_sample=True), planned=Decimal("777"))
    assert "777" not in text(page_of(client, plan.path))


def test_the_stages_count_no_sample_beside_facts(client):
    plan = builders.plan()
    builders.project("A", plan=plan, stage=Stage.RUNNING)
    builders.project("B", plan=plan, stage=Stage.RUNNING, is_sample=True)
    assert text(page_of(client, plan.path).select(".plan-stages")[0]).endswith(": 1")


def test_the_summary_names_what_is_behind_and_what_comes_next(client):
    plan = builders.plan()
    project = builders.project("A", plan=plan)
    builders.milestone(project, "Trễ ít", planned_on=date(2007, 5, 1))
    builders.milestone(project, "Trễ nhiều", planned_on=date(2007, 1, 1))
    builders.milestone(project, "Xong trễ", planned_on=date(2006, 1, 1), actual_on=date(2007, 5, 1))
    builders.milestone(project, "Sắp tới", planned_on=date(2190, 9, 1))
    page = page_of(client, f"{plan.path}tom-tat/")
    behind = text(section(page, "behind"))
    assert behind.index("Trễ nhiều") < behind.index("Trễ ít")
    assert "Xong trễ" not in behind
    assert text(section(page, "next-due")) == "Sắp đến hạn 01/09/2190 Sắp tới ( A )"


@pytest.mark.parametrize("stage", [Stage.FINISHED, Stage.SUSPENDED, Stage.STOPPED])
def test_the_summary_counts_no_milestone_of_a_project_that_has_ended_or_rests(client, stage):
    plan = builders.plan()
    project = builders.project("A", plan=plan, stage=stage)
    builders.milestone(project, "Trễ", planned_on=date(2007, 1, 1))
    builders.milestone(project, "Sắp tới", planned_on=date(2190, 9, 1))
    page = page_of(client, f"{plan.path}tom-tat/")
    assert "Trễ" not in text(section(page, "behind"))
    assert "Sắp tới" not in text(section(page, "next-due"))


def test_a_milestone_that_missed_an_earlier_day_is_behind_and_not_early(client):
    plan, today = builders.plan(), timezone.localdate()
    project = builders.project("A", plan=plan)
    days = {"planned_on": today + timedelta(days=20), "replanned_on": today - timedelta(days=9)}
    builders.milestone(project, "Đưa lên sớm", **days)
    behind = text(section(page_of(client, f"{plan.path}tom-tat/"), "behind"))
    assert "Đưa lên sớm, chậm 9 ngày, chưa ghi nhận là đạt" in behind
    assert "(+9)" in text(page_of(client, plan.path))


@pytest.mark.parametrize("is_sample", [False, True])
def test_the_days_of_made_up_projects_are_told_of_made_up_plans_alone(client, is_sample):
    plan = builders.plan(is_sample=is_sample)
    sample = builders.project("Dựng ra", plan=plan, is_sample=True)
    builders.milestone(sample, "Trễ", planned_on=date(2007, 1, 1))
    builders.milestone(sample, "Sắp tới", planned_on=date(2190, 9, 1))
    page = page_of(client, f"{plan.path}tom-tat/")
    assert ("Dựng ra" in text(section(page, "behind"))) is is_sample
    assert ("Dựng ra" in text(section(page, "next-due"))) is is_sample
    assert ("Trễ" in text(page_of(client, plan.path))) is is_sample
    drawing = client.get(f"{plan.path}bieu-do/tien-do.svg")
    assert drawing.status_code == (200 if is_sample else 404)


def test_the_summary_has_a_name_an_address_and_a_way_back(client):
    plan = builders.plan(summary="Tóm tắt của quy hoạch.")
    page = page_of(client, f"{plan.path}tom-tat/")
    assert text(page.title).startswith("Tóm tắt: Quy hoạch Công nghệ thông tin")
    assert page.select("link[rel=canonical]")[0]["href"].endswith(f"{plan.path}tom-tat/")
    assert plan.path in [link["href"] for link in page.select(".breadcrumbs a")]
    assert len(page.select("h1")) == 1
    assert page.select("script[type='application/ld+json']") != []


def test_the_summary_has_no_heading_over_nothing(client):
    plan = builders.plan()
    page = page_of(client, f"{plan.path}tom-tat/")
    headings = [each.get_text(strip=True) for each in page.select("article h2")]
    assert headings == ["Chậm nhất", "Sắp đến hạn"]
    assert "Chưa có thông tin: tiến độ" in " ".join(page.select_one(".unknown").get_text().split())


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_the_summary_of_a_hidden_plan_is_not_there(client, state):
    plan = builders.plan(state=state)
    assert client.get(f"{plan.path}tom-tat/").status_code == 404
    assert client.get("/quy-hoach/khong-co/tom-tat/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_asks_nine_queries_however_much_it_has(
    client, report, count, django_assert_num_queries
):
    plan = builders.plan(evidence=report)
    for number in range(count):
        add_everything(plan, report, number)
    client.get(plan.path)
    with django_assert_num_queries(9):
        client.get(plan.path)
    with django_assert_num_queries(5):
        client.get(f"{plan.path}tom-tat/")


def add_everything(plan, report, number: int) -> None:
    """All that a plan's page can show, once."""
    project = builders.project(f"Dự án {number}", plan=plan)
    builders.project(f"Khác {number}", evidence=report)
    builders.milestone(project)
    builders.note(project, report, "40")
    builders.budget(project, planned=Decimal(10))
    indicator = builders.indicator(f"Chỉ tiêu {number}")
    builders.target(indicator, report)
    builders.observation(indicator, report)
    builders.goal(plan, indicator=indicator, evidence=report)
    builders.plan(f"Quy hoạch sau {number}", amends=plan)
    plan.topics.add(Topic.objects.create(name=f"Chủ đề {number}"))
    file = ContentFile(b"%PDF-1.4", f"{number}.pdf")
    Attachment.objects.create(publication=plan, name=f"Tệp {number}", file=file)
