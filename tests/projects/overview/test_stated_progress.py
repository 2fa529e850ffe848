"""What somebody typed of a project's progress is told from what milestones come to."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests import builders as site
from tests.data_files import csv_of
from tests.projects import builders
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def words(client, address: str) -> str:
    return " ".join(BeautifulSoup(text_of(client, address), "html.parser").get_text(" ").split())


@pytest.fixture
def plan():
    """A plan with a project whose milestones were reached, and one that states it is done."""
    found = builders.plan()
    builders.milestone(builders.project("Theo mốc", plan=found), actual_on=date(2007, 6, 1))
    stated = builders.project("Khai số", plan=found)
    builders.milestone(stated)
    builders.note(stated, site.article("Biên bản"), "90")
    builders.project("Chưa rõ", plan=found)
    return found


def test_the_plan_says_which_progress_was_stated_and_when(client, plan):
    page = BeautifulSoup(client.get(plan.path).content, "html.parser")
    shown = {
        row.th.get_text(" ", strip=True): " ".join(row.td.get_text(" ").split())
        for row in page.select("[aria-labelledby=projects] tbody tr")
        if row.td
    }
    assert shown == {
        "Theo mốc": "100 %", "Khai số": "90 % số khai đến 30/06/2007", "Chưa rõ": "–",
    }  # fmt: skip
    sentence = "Trong đó 1 dự án khai tiến độ kèm lý do và minh chứng, không tính từ các mốc."
    assert sentence in words(client, plan.path)


@pytest.mark.parametrize("address", ["/", "/quy-hoach/", "{path}tom-tat/"])
def test_cards_and_the_summary_count_them(client, plan, address):
    text = words(client, address.format(path=plan.path))
    assert "đã biết tiến độ của 2/3 dự án (trong đó 1 dự án khai)" in text


def test_where_nobody_typed_anything_nothing_is_said(client):
    plan = builders.plan()
    builders.milestone(builders.project(plan=plan))
    # Nor of a made-up one, which does not count.
    made_up = builders.project("Minh họa", plan=plan, is_sample=True)
    builders.note(made_up, site.article("Biên bản"), "40")
    assert "Trong đó" not in words(client, plan.path)
    assert "dự án khai" not in words(client, f"{plan.path}tom-tat/")


def test_files_tell_them_apart(client, plan):
    rows = {row["title"]: row["progress_is_stated"] for row in csv_of(client, "/du-an.csv")}
    assert rows == {"Theo mốc": "false", "Khai số": "true", "Chưa rõ": ""}
