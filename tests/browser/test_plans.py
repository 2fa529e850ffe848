"""Plans, projects and figures before a reader: heard, seen on any width, in the dark, on paper."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page

from portal.publishing import workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Publication, State
from projects.demo import density_samples
from projects.indicators.models import Observation
from projects.work.models import Milestone, Stage
from tests.browser.looking import complaints
from tests.page_kinds import Kind
from tests.projects import builders

BUDGET_SECONDS = 45

A4 = {"format": "A4", "print_background": False}


@pytest.fixture(scope="module")
def pages(site: str, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """A plan with a project that has everything, and the demo's own pages with sample figures."""
    with django_db_blocker.unblock():
        density_samples.bring()
        made = [plan := builders.plan("Quy hoạch mẫu cho bài thử")]
        made.append(_project(plan))
        yield {
            "plans": "/quy-hoach/",
            "plan": plan.path,
            "summary": f"{plan.path}tom-tat/",
            "projects": "/du-an/",
            "project": made[1].path,
            "indicators": "/chi-tieu/",
            "indicator": "/chi-tieu/mat-do-dien-thoai/",
            "promises": "/quy-hoach/cam-ket/",
            "programmes": "/chuong-trinh/",
            "programme": "/chuong-trinh/2007/",
        }
        with transaction.atomic(), allow_live_writes():
            Observation.objects.filter(is_sample=True).delete()
        for page in made:
            workflow.transition(page, to=State.WITHDRAWN, by=None, comment="Chỉ để thử")


def _project(plan: Publication) -> Publication:
    project = builders.project(
        "Dự án mẫu cho bài thử",
        plan=plan,
        stage=Stage.RUNNING,
        starts_on=date(2007, 1, 1),
        ends_on=date(2008, 12, 31),
    )
    with transaction.atomic(), allow_live_writes():
        first = Milestone.objects.create(
            project=project,
            title="Xong thiết kế",
            planned_on=date(2007, 3, 1),
            actual_on=date(2007, 3, 15),
        )
        Milestone.objects.create(
            project=project,
            title="Chạy thử ở mười đơn vị",
            planned_on=date(2007, 9, 1),
            replanned_on=date(2007, 12, 1),
            follows=first,
            position=1,
        )
        for year, planned, spent in ((2007, 1500, 900), (2008, 2500, None)):
            project.budget_lines.create(year=year, planned=planned, spent=spent)
        project.progress_notes.create(noted_on=date(2007, 6, 1), text="Thiết kế đã được duyệt.")
    return project


def heard(page: Page) -> list[dict[str, str]]:
    """The pictures of a page as a screen reader is told of them: name and description."""
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        {part: node.get(part, {}).get("value", "") for part in ("name", "description")}
        for node in tree
        if not node["ignored"] and node.get("role", {}).get("value") in ("image", "img")
    ]


def test_a_chart_is_heard_with_title_unit_series_and_values(page, pages):
    page.goto(pages["indicator"])
    [chart] = heard(page)
    assert chart["name"] == "Mật độ điện thoại (máy/100 dân)"
    description = chart["description"]
    assert "Đơn vị: máy/100 dân." in description
    assert "Toàn tỉnh (có số liệu minh họa): 2003 15; 2004 20; 2005 25; 2006 30" in description
    assert "Cả nước (có số liệu minh họa): 2003 20" in description
    assert "Mục tiêu năm 2007: 35" in description


def test_what_is_heard_of_a_chart_is_what_its_table_shows(page, pages):
    page.goto(pages["indicator"])
    [chart] = heard(page)
    rows = page.locator(".figure-table tbody tr").all()
    assert len(rows) == 4
    for row in rows:
        period, *_ = row.locator("th").all_inner_texts()
        for figure in row.locator("td .number").all_inner_texts():
            assert f"{period} {figure}" in chart["description"]


def test_a_timeline_is_heard_with_its_milestones(page, pages):
    page.goto(pages["project"])
    text = " ".join(f"{each['name']} {each['description']}" for each in heard(page))
    for words in ("Xong thiết kế", "15/03/2007", "Chạy thử ở mười đơn vị", "01/12/2007"):
        assert words in text


@pytest.mark.parametrize("name", ["project", "indicator"])
def test_what_the_demo_lacks_keeps_nobody_out(page, pages, name):
    """The other pages are among those of test_accessibility.py."""
    assert complaints(page, Kind(name, pages[name])) == []


def test_the_words_of_a_chart_are_legible_at_320_pixels(someone, pages):
    page = someone(viewport={"width": 320, "height": 800})
    page.goto(pages["indicator"])
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('svg.chart text')].map(text =>"
        " parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"
    )
    assert sizes
    assert min(sizes) >= 9


def sheets(page: Page) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(**A4)))


def test_the_summary_for_leaders_is_one_sheet(page, pages):
    page.goto(pages["summary"])
    assert sheets(page) == 1


@pytest.mark.parametrize("name", ["plan", "project", "indicator", "promises", "programme"])
def test_paper_holds_the_page_whole_and_without_its_menu(page, pages, name):
    page.goto(pages[name])
    assert sheets(page) <= 4
    page.emulate_media(media="print")
    assert not page.locator("nav.menu").is_visible()
    # A4 less its margins, at 96 dots an inch.
    page.set_viewport_size({"width": 680, "height": 960})
    cut = page.evaluate(
        "() => [...document.querySelectorAll('main table, main svg')].filter(each =>"
        " each.getBoundingClientRect().right > window.innerWidth + 1).length"
    )
    assert cut == 0
