"""A clerk enters what the report of 2007 says, form by form, and readers find it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from news.demo import load as bring_the_report
from portal.organisations.models import Organisation
from portal.publishing.first_content import page_at
from portal.publishing.models import Publication, State
from projects.demo.plans import PLANS
from projects.demo.promises import PROMISES
from projects.demo.report import OF_PLANS, REPORT, field
from projects.demo.tasks import ANNOUNCED
from projects.plans.models import MasterPlan
from projects.promises.models import Promise
from projects.work.models import AnnualPlan, Project
from tests import builders as site
from tests.builders import signed_in
from tests.filling import fill
from tests.markup import words as words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Publication:
    bring_the_report()
    found = page_at(REPORT)
    assert found is not None
    return found


@pytest.fixture
def clerk() -> Client:
    return signed_in(site.editor())


@pytest.fixture
def publisher() -> Client:
    return signed_in(site.publisher())


def enter(clerk: Client, model: str, rows: Any = None, **typed: Any) -> None:
    """Add a row of the kind by its form; a message about a field fails the test."""
    answer = fill(clerk, f"/admin/projects/{model}/add/", rows, **typed)
    errors = BeautifulSoup(answer.text, "html.parser").select(".errorlist, .errornote")
    assert answer.status_code == 302, [words_of(error) for error in errors]


def publish(publisher: Client, page: Publication) -> None:
    address = f"/admin/projects/{page.kind}/{page.pk}/change/"
    answer = fill(publisher, address, _step="published")
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.state == State.PUBLISHED


def enter_plans_and_projects(clerk: Client, report: Publication) -> None:
    """Both plans and the five projects that the department will carry out, all submitted."""
    answer = fill(
        clerk, reverse("admin:organisations_organisation_add"), name="Sở BCVT Thừa Thiên Huế",
        short_name="Sở BCVT",
    )  # fmt: skip
    assert answer.status_code == 302
    for plan in PLANS:
        enter(
            clerk,
            "masterplan",
            title=plan.title,
            summary="Theo báo cáo tại hội nghị ngày 30/01/2007.",
            scope=plan.scope,
            horizon="2010",
            orientation="2020",
            quote=OF_PLANS,
            evidence=report.pk,
            _step="submitted",
        )
    plans = {plan.projects: MasterPlan.objects.get(title=plan.title).pk for plan in PLANS}
    for announced in ANNOUNCED:
        enter(
            clerk,
            "project",
            title=announced.project,
            summary="Theo báo cáo tại hội nghị ngày 30/01/2007.",
            plan=plans.get(announced.project, ""),
            section=field("Công nghệ thông tin").pk,
            stage="planned",
            owner=Organisation.objects.get().pk,
            quote=announced.quote,
            evidence=report.pk,
            _step="submitted",
        )


def test_a_clerk_enters_the_plans_with_five_projects_and_readers_find_them(
    clerk, publisher, report, client
):
    enter_plans_and_projects(clerk, report)
    assert not client.get("/du-an/").context["page"].rows
    for page in (*MasterPlan.objects.all(), *Project.objects.all()):
        publish(publisher, page)
    for plan in PLANS:
        shown = client.get(MasterPlan.objects.get(title=plan.title).path).text
        assert plan.projects in shown
        assert OF_PLANS in shown
    listed = client.get("/du-an/").text
    for announced in ANNOUNCED:
        assert announced.project in listed
        shown = client.get(Project.objects.get(title=announced.project).path).text
        assert announced.quote in shown
        assert "Sở BCVT" in shown


@pytest.mark.stack
def test_a_clerk_enters_the_programme_of_the_year_with_its_tasks(clerk, publisher, report, client):
    enter_plans_and_projects(clerk, report)
    tasks = [
        {
            "title": task.title,
            "owner": Organisation.objects.get().pk,
            "due_words": "trong năm 2007",
            "project": Project.objects.get(title=task.project).pk,
            "quote": task.quote,
            "evidence": report.pk,
        }
        for task in ANNOUNCED
    ]
    enter(
        clerk,
        "annualplan",
        {"tasks": tasks},
        title="Chương trình công tác năm 2007",
        summary="Theo báo cáo tại hội nghị ngày 30/01/2007.",
        year="2007",
        evidence=report.pk,
        _step="submitted",
    )
    programme = AnnualPlan.objects.get()
    for page in (*MasterPlan.objects.all(), *Project.objects.all(), programme):
        publish(publisher, page)
    shown = BeautifulSoup(client.get("/chuong-trinh/2007/").text, "html.parser")
    words = words_of(shown.select_one("main"))
    assert [task.title in words for task in ANNOUNCED] == [True] * 5
    linked = {link["href"] for link in shown.select("main table a")}
    assert {project.path for project in Project.objects.all()} <= linked
    # Nobody is late of whom nothing is known.
    assert {task.state for task in programme.tasks.all()} == {"unknown"}


@pytest.mark.stack
def test_a_clerk_enters_ten_promises_of_four_kinds_and_the_article_shows_them(
    clerk, publisher, report, client
):
    enter_plans_and_projects(clerk, report)
    for project in (*MasterPlan.objects.all(), *Project.objects.all()):
        publish(publisher, project)
    for place, promised in enumerate(PROMISES, start=1):
        project = Project.objects.filter(title=promised.project).first()
        enter(
            clerk,
            "promise",
            article=report.path,
            quote=promised.quote,
            title=promised.title,
            kind=promised.kind,
            said_on="30/01/2007",
            due_words=promised.due_words,
            owner=Organisation.objects.get().pk if promised.owner else "",
            project=project.pk if project else "",
            position=str(place),
        )
    assert Promise.objects.count() == len(PROMISES) == 10
    assert Promise.objects.values("kind").distinct().count() == 4
    assert PROMISES[0].title not in client.get(report.path).text
    for promise in Promise.objects.all():
        address = reverse("admin:promises_promise_change", args=[promise.pk])
        assert fill(publisher, address, is_public="on").status_code == 302
    tracked = client.get("/quy-hoach/cam-ket/").text
    beside = client.get(report.path).text
    for promised in PROMISES:
        assert promised.title in tracked
        assert promised.title in beside
    assert "chưa có thông tin" in tracked
    website = Project.objects.get(title=ANNOUNCED[2].project)
    promise = Promise.objects.get(project=website)
    assert promise.address in client.get(website.path).text


def test_words_that_the_report_does_not_hold_are_no_promise(clerk, report):
    answer = fill(
        clerk,
        reverse("admin:promises_promise_add"),
        article=report.path,
        quote="Sở sẽ phủ sóng toàn tỉnh",
        title="Phủ sóng toàn tỉnh",
        said_on="30/01/2007",
    )
    assert answer.status_code == 200
    page = BeautifulSoup(answer.text, "html.parser")
    assert "Hãy chép nguyên văn từ trang đó." in page.get_text()
    # What was typed is still there.
    assert page.select_one("#id_title")["value"] == "Phủ sóng toàn tỉnh"
    assert not Promise.objects.exists()


def test_milestones_slip_and_the_page_shows_from_when_to_when_and_why(clerk, publisher, client):
    enter(
        clerk,
        "project",
        {
            "milestones": [
                {"title": "Xong thiết kế", "planned_on": "01/03/2007", "actual_on": "11/03/2007"},
                {"title": "Chạy thử", "planned_on": "01/09/2007", "weight": "3", "position": "1"},
            ]
        },
        title="Website của tỉnh",
        summary="Dự án.",
        stage="running",
        _step="submitted",
    )
    project = Project.objects.get()
    publish(publisher, project)
    slip(clerk, project, replanned_on="01/12/2007", move_reason="Chờ thiết bị")
    before = slips_of(client, project)
    assert before["Chạy thử"]["Kế hoạch điều chỉnh"] == ""
    publish(publisher, project)
    shown = slips_of(client, project)
    assert shown["Xong thiết kế"]["Chênh lệch"] == "chậm 10 ngày"
    assert shown["Chạy thử"]["Kế hoạch điều chỉnh"] == "01/12/2007"
    page = client.get(project.path).text
    assert "01/09/2007 → 01/12/2007" in page
    assert "Chờ thiết bị" in page
    # A quarter of the weight is reached.
    assert "25" in BeautifulSoup(page, "html.parser").select_one("main").get_text()


def slip(clerk: Client, project: Project, **typed: str) -> None:
    """Type into the row of the second milestone and send the change for approval."""
    address = reverse("admin:work_project_change", args=[project.pk])
    fields = {f"milestones-1-{name}": value for name, value in typed.items()}
    assert fill(clerk, address, _step="submitted", **fields).status_code == 302


def slips_of(client: Client, project: Project) -> dict[str, dict[str, str]]:
    """What the page's table of milestones says of each, by the words of its columns."""
    page = BeautifulSoup(client.get(project.path).text, "html.parser")
    table = page.select_one("#milestones").find_parent("section").select_one("table")
    heads = [head.get_text() for head in table.select("thead th")]
    rows = ([cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr"))
    return {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
