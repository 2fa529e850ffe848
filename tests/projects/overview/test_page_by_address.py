"""A source or proof is named by the address of its page, in forms and in their rows."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from projects.work.models import AnnualPlan
from tests import builders as site
from tests.projects.test_admin import form

pytestmark = pytest.mark.django_db


def programme(address: str, **fields: str) -> dict[str, str]:
    row = {"tasks-TOTAL_FORMS": "1", "tasks-0-title": "Việc", "tasks-0-position": "0"}
    rest = {"tasks-0-state": "unknown", "tasks-0-quote": "lời", "tasks-0-evidence": address}
    return (
        form(title="Chương trình", year="2007", quote="lời", evidence=address) | row | rest | fields
    )


@pytest.mark.parametrize("written", ["{path}", "{path}#cho-nay", "{site}{path}", "{pk}"])
def test_a_source_is_found_by_whatever_of_it_is_pasted(client, settings, written):
    report = site.article("Báo cáo")
    pasted = written.format(path=report.path, site=settings.SITE_URL, pk=report.pk)
    client.force_login(site.editor())
    response = client.post(reverse("admin:work_annualplan_add"), programme(pasted))
    assert response.status_code == 302
    plan = AnnualPlan.objects.get()
    assert [plan.evidence_id, plan.tasks.get().evidence_id] == [report.pk, report.pk]
    change = client.get(reverse("admin:work_annualplan_change", args=[plan.pk]))
    page = BeautifulSoup(change.text, "html.parser")
    for field in ("#id_evidence", "#id_tasks-0-evidence"):
        assert page.select_one(field)["value"] == report.path
        assert "Báo cáo" in page.select_one(field).parent.get_text()


def test_a_source_that_stays_is_no_change_by_its_address_nor_by_its_number(client):
    report = site.article("Báo cáo")
    client.force_login(site.editor())
    client.post(reverse("admin:work_annualplan_add"), programme(report.path))
    plan = AnnualPlan.objects.get()
    task = {"tasks-0-id": plan.tasks.get().pk, "tasks-0-plan": plan.pk}
    kept = {"tasks-INITIAL_FORMS": "1", "slug": plan.slug, "_version": plan.revision_number} | task
    for named in (report.path, str(report.pk)):
        sent = programme(named, **kept)
        response = client.post(reverse("admin:work_annualplan_change", args=[plan.pk]), sent)
        assert response.status_code == 302
        plan.refresh_from_db()
        assert plan.revision_number == kept["_version"]


def test_an_address_where_nothing_is_is_said_beside_each_field(client):
    client.force_login(site.editor())
    sent = programme("/tin-tuc/khong-co/")
    response = client.post(reverse("admin:work_annualplan_add"), sent)
    page = BeautifulSoup(response.text, "html.parser")
    messages = [each.get_text() for each in page.select(".errorlist li")]
    assert len([each for each in messages if "Không có trang nào của cổng" in each]) == 2
    assert not AnnualPlan.objects.exists()
