"""Plans and figures from the admin's form to the reader's page."""

import pytest
from django.urls import reverse

from portal.publishing.models import Revision, State
from projects.indicators.models import Indicator
from projects.plans.models import MasterPlan
from projects.work.models import AnnualPlan
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db


def form(**fields):
    """What a browser sends of any publication's form, with no owned rows."""
    counts = {
        f"{part}-{number}_FORMS": "0"
        for part in ("attachments", "goals", "series", "targets", "tasks")
        for number in ("TOTAL", "INITIAL")
    }
    moments = {f"{name}_{half}": "" for name in ("published_at", "expires_at") for half in (0, 1)}
    return {"title": "Tên", "summary": "Tóm tắt.", "language": "vi"} | counts | moments | fields


def test_a_plan_goes_from_the_form_to_the_page(client):
    client.force_login(site.publisher())
    sent = form(
        title="Quy hoạch viễn thông",
        horizon="2010",
        orientation="2020",
        _step="published",
        _force="Gấp",
    )
    response = client.post(reverse("admin:plans_masterplan_add"), sent)
    assert response.status_code == 302
    assert MasterPlan.objects.get().state == State.PUBLISHED
    client.logout()
    assert "Quy hoạch viễn thông" in client.get("/quy-hoach/").text


def test_an_indicator_goes_with_its_target_from_the_form_to_the_page(client):
    report = site.article("Báo cáo")
    client.force_login(site.publisher())
    sent = form(
        title="Mật độ điện thoại",
        unit="máy/100 dân",
        period_kind="year",
        **{
            "targets-TOTAL_FORMS": "1",
            "targets-0-year": "2007",
            "targets-0-value": "35,5",
            "targets-0-evidence": str(report.pk),
        },
        _step="published",
        _force="Gấp",
    )
    response = client.post(reverse("admin:indicators_indicator_add"), sent)
    assert response.status_code == 302
    density = Indicator.objects.get()
    assert [str(target.value) for target in density.targets.all()] == ["35.5"]
    kept = Revision.objects.filter(publication_id=density.pk).latest("number")
    assert [row["value"] for row in kept.data["parts"]["targets"]] == ["35.5"]
    assert "35,5" in client.get(density.path).text


def test_a_reporter_publishes_no_plan(client):
    client.force_login(site.reporter())
    sent = form(title="Quy hoạch viễn thông", horizon="2010", _step="published", _force="Gấp")
    client.post(reverse("admin:plans_masterplan_add"), sent)
    assert not MasterPlan.objects.public().exists()


def test_the_form_says_that_an_orientation_lies_beyond_the_horizon(client):
    client.force_login(site.publisher())
    sent = form(title="Quy hoạch viễn thông", horizon="2010", orientation="2009")
    response = client.post(reverse("admin:plans_masterplan_add"), sent)
    assert response.status_code == 200
    assert not MasterPlan.objects.exists()
    assert 'class="errornote"' in response.text


def test_a_task_is_not_done_on_a_day_to_come(client):
    client.force_login(site.editor())
    row = {"TOTAL_FORMS": "1", "0-title": "Việc", "0-position": "0", "0-state": "done"}
    sent = form(title="Chương trình", year="2007")
    sent |= {f"tasks-{name}": value for name, value in row.items()}
    add = reverse("admin:work_annualplan_add")
    refused = client.post(add, sent | {"tasks-0-done_on": "31/12/2062"})
    assert "Ngày này chưa tới" in refused.text
    assert not AnnualPlan.objects.exists()
    assert client.post(add, sent | {"tasks-0-done_on": "31/12/2007"}).status_code == 302


@pytest.mark.parametrize("name", ["masterplan", "project", "indicator"])
def test_the_list_asks_as_often_for_three_rows_as_for_one(
    client, name, django_assert_max_num_queries
):
    client.force_login(site.publisher())
    for number in range(3):
        builders.project(f"Dự án {number}", plan=builders.plan(f"Quy hoạch {number}"))
        builders.indicator(f"Chỉ tiêu {number}")
    with django_assert_max_num_queries(9):
        client.get(f"/admin/projects/{name}/")
