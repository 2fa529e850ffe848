"""From four reports on the desks of enterprises to a figure that readers see, page by page."""

import re

import pytest
from django.utils import timezone

from enterprises.kit.periods import ended
from enterprises.reports.models import EnterpriseReport
from portal.publishing import workflow
from portal.publishing.models import State
from projects.indicators.models import Indicator, Series
from tests import builders
from tests.builders import signed_in
from tests.enterprises import builders as enterprises
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarter():
    return ended("quarter", timezone.localdate(), 1)[0]


@pytest.fixture
def density():
    people = projects.indicator("Dân số", unit="người", period_kind="year")
    projects.observation(people, builders.article("Niên giám"), 2006, "1000000")
    found = projects.indicator("Mật độ", unit="máy/100 dân", period_kind="quarter")
    row = Series.objects.filter(pk=projects.main_series(found).pk)
    row.update(report_measure="telephones", report_divisor=people)
    return found


def reports(desk, quarter, do, **figures):
    """A clerk sends the form of the quarter as it is on the screen."""
    address = f"/doanh-nghiep/cua-toi/bao-cao/{quarter.code}/"
    if do == "correct":
        desk.post(address, {"do": "correct"})
    seen = desk.get(address).context["report"].edition
    assert desk.post(address, {"do": "send", "seen": seen, **figures}).status_code == 302


def approved(client):
    """A publisher reads and approves all that waits."""
    for row in EnterpriseReport.objects.filter(state="sent"):
        address = f"/admin/enterprises/enterprisereport/{row.pk}/duyet/"
        page = client.get(address)
        seen = re.search(r'name="seen" value="([^"]*)"', page.text)[1]
        assert client.post(address, {"do": "approve", "seen": seen}).status_code == 302


def pulled(client, density, quarter, publisher):
    """An editor takes the sums; a publisher approves the indicator where something waits."""
    address = f"/admin/projects/indicator/{density.pk}/so-lieu/tu-bao-cao/?ky={quarter.code}"
    assert client.post(address, {"source": ""}).status_code == 302
    page = Indicator.objects.get(pk=density.pk)
    if page.change_sets.filter(state__in=("draft", "submitted")).exists():
        workflow.transition(page, to=State.PUBLISHED, by=publisher)


def test_four_report_one_is_corrected_and_readers_see_the_density_rise(
    client, density, quarter, publisher
):
    editor, chief = signed_in(builders.editor()), signed_in(publisher)
    desks = []
    for number in range(4):
        firm = enterprises.enterprise(f"Viễn thông {number}")
        desks.append(enterprises.signed_in(enterprises.representative(firm, f"dn-{number}")))
        reports(desks[-1], quarter, "send", subscribers_fixed=f"{70 + number}.000")
        approved(chief)
        if number == 1:
            pulled(editor, density, quarter, publisher)
            # 141.000 on a million: of two nothing is told.
            assert "14,10" not in client.get(density.path).text
    pulled(editor, density, quarter, publisher)
    assert "28,60" in client.get(density.path).text
    reports(desks[0], quarter, "correct", subscribers_fixed="75.000", correction_reason="Đếm thiếu")
    assert "28,60" in client.get(density.path).text
    approved(chief)
    pulled(editor, density, quarter, publisher)
    page = client.get(density.path).text
    assert "29,10" in page
    assert "Tổng hợp từ báo cáo của 4 doanh nghiệp" in page
