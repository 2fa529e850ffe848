"""What public money went to enterprises: on a project's page by year, nobody left out."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.publishing.models import State
from projects.work.models import ApplicationOutcome
from tests.enterprises.builders import enterprise
from tests.projects import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return builders.project("Hỗ trợ doanh nghiệp nhỏ")


def granted(project, who, year: int = 2024, **fields):
    """That an enterprise got support of a project in a year."""
    call = builders.support_call(fields.pop("title", "Tên miền"), project=project)
    return builders.application(
        enterprise=who, call=call, outcome=ApplicationOutcome.GRANTED,
        decided_on=date(year, 6, 1), **fields,
    )  # fmt: skip


def years_of(client, project) -> dict[str, list[str]]:
    """What stands below each year."""
    page = BeautifulSoup(client.get(project.path).content, "html.parser")
    return {
        year.get_text(): [
            " ".join(row.get_text(" ").split()) for row in year.find_next("ul").select("li")
        ]
        for year in page.select("[aria-labelledby=support] > h4")
    }


def test_who_is_not_public_at_present_is_counted_in_its_year(client, project):
    lapsed = timezone.now() - timedelta(days=1)
    granted(project, enterprise("Công ty Còn"))
    gone = enterprise("Công ty Kín", lapses_at=lapsed)
    granted(project, gone)
    granted(project, gone, title="Đào tạo")
    granted(project, enterprise("Công ty Nháp", state=State.DRAFT))
    granted(project, enterprise("Công ty Ẩn", lapses_at=lapsed), 2023)
    assert years_of(client, project) == {
        "2024": ["Công ty Còn Tên miền", "2 doanh nghiệp hiện không công khai"],
        "2023": ["1 doanh nghiệp hiện không công khai"],
    }


def test_a_made_up_enterprise_is_marked_beside_true_ones(client, project):
    granted(project, enterprise("Công ty Thật"))
    granted(project, enterprise("Công ty Mẫu", is_sample=True))
    assert years_of(client, project) == {
        "2024": ["Công ty Mẫu minh họa Tên miền", "Công ty Thật Tên miền"],
    }


def test_a_sample_that_the_site_hides_is_not_counted(client, project, settings):
    granted(project, enterprise("Công ty Mẫu", is_sample=True))
    settings.SHOW_SAMPLES = False
    assert years_of(client, project) == {}
