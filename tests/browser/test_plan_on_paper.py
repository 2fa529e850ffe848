"""A full plan on a phone and to axe, and its summary on one sheet of A4."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page

from portal.publishing import services
from projects.plans.models import MasterPlan
from tests.browser.looking import by_day_and_night
from tests.projects import builders
from tests.projects.large import large_plan

BUDGET_SECONDS = 40
LONG = (
    "Xây dựng và triển khai hệ thống thông tin dùng chung cho các Sở, Ban, Ngành trong tỉnh. " * 4
)


def show(page: Page, address: str) -> None:
    """The page with the rows of this test, which the served site does not see."""
    content = Client().get(address, headers={"host": "localhost"}).text
    page.goto("/gioi-thieu/")
    # The code that leads back is there for rows that the served site sees.
    page.route("**/ma-qr.svg", lambda route: route.fulfill(content_type="image/svg+xml", body=""))
    page.set_content(content, wait_until="load")


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.fixture
def wordy_plan() -> MasterPlan:
    """A large plan in which every name is as long as it may be."""
    plan = large_plan(projects=30, indicators=10)
    plan.title, plan.decision_number = f"Quy hoạch: {LONG}"[:290], "12/2007/QĐ-UBND"
    services.save(plan, by=None)
    for project in plan.projects.all():
        project.title, project.slug = f"{LONG[:290]}{project.pk}", f"du-an-{project.pk}"
        services.save(project, by=None)
        project.milestones.update(title=LONG[:300])
    for goal in plan.goals.select_related("indicator"):
        goal.indicator.title = f"{LONG[:290]}{goal.pk}"
        goal.indicator.slug = f"chi-tieu-{goal.pk}"
        services.save(goal.indicator, by=None)
    builders.plan(f"Quy hoạch thay thế: {LONG}"[:290], replaces=plan)
    return plan


def test_the_summary_is_one_sheet_however_large_the_plan(page):
    show(page, f"{large_plan().path}tom-tat/")
    assert sheets(page) == 1


def test_the_summary_is_one_sheet_however_long_the_names(page, wordy_plan):
    show(page, f"{wordy_plan.path}tom-tat/")
    assert sheets(page) == 1
    show(page, wordy_plan.path)
    assert sheets(page) > 1


def test_a_full_plan_breaks_no_rule(page):
    plan = large_plan(projects=9, indicators=3)
    for address in (plan.path, f"{plan.path}tom-tat/"):
        show(page, address)
        assert by_day_and_night(page) == []


@pytest.mark.parametrize("width", [320, 360])
def test_a_full_plan_fits_a_phone(someone, width):
    plan = large_plan(projects=9, indicators=3)
    page = someone(viewport={"width": width, "height": 720})
    for address in (plan.path, f"{plan.path}tom-tat/"):
        show(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") == width
