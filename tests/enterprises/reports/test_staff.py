import io
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from enterprises.profiles.models import Representative
from enterprises.reports import admin, workflow
from enterprises.reports.models import EnterpriseReport, ReportingDuty, ReportState
from tests import builders as people
from tests.builders import signed_in
from tests.enterprises import builders
from tests.enterprises.reports.builders import QUARTER, decider, duty, report

pytestmark = pytest.mark.django_db
LIST = "/admin/enterprises/enterprisereport/"


@pytest.fixture
def publisher():
    return signed_in(decider())


def review(row):
    return reverse("admin:reports_enterprisereport_review", args=[row.pk])


def seen_on(page):
    return re.search(r'name="seen" value="([^"]*)"', page.text)[1]


def test_figures_are_for_those_who_answer_for_them(publisher):
    row = report(builders.enterprise(), state=ReportState.SENT, revenue=987654)
    assert "987.654" in publisher.get(review(row)).text
    assert "987.654" in signed_in(people.editor()).get(review(row)).text
    reporter = signed_in(people.reporter())
    for address in (LIST, LIST + "chua-nop/", review(row)):
        assert reporter.get(address).status_code == 403
    assert reporter.post(review(row), {"do": "approve"}).status_code == 403


def test_drafts_are_the_enterprises_own(publisher):
    row = report(builders.enterprise("Công ty Còn Soạn"), state=ReportState.DRAFT)
    assert "Còn Soạn" not in publisher.get(LIST).text
    assert publisher.get(review(row)).status_code == 404


def test_who_decides_has_seen_it_and_who_only_reads_has_not(publisher):
    row = report(builders.enterprise(), state=ReportState.SENT)
    signed_in(people.editor()).get(review(row))
    row.refresh_from_db()
    assert row.seen_at is None
    publisher.get(review(row))
    row.refresh_from_db()
    assert row.seen_at is not None


def test_a_report_is_approved_and_asked_again_with_a_word(publisher):
    row = report(builders.enterprise(), state=ReportState.SENT)
    answer = publisher.post(review(row), {"do": "ask", "comment": " "})
    assert answer.status_code == 400
    assert "Hãy ghi doanh nghiệp cần sửa gì" in answer.text
    # No database keeps a NUL.
    publisher.post(review(row), {"do": "ask", "comment": "Thiếu số \0trạm."})
    row.refresh_from_db()
    assert (row.state, row.comment) == (ReportState.RETURNED, "Thiếu số trạm.")
    # Decided once: the second of two decisions finds nothing to decide.
    assert publisher.post(review(row), {"do": "approve"}).status_code == 400
    other = report(builders.enterprise("Công ty B"), state=ReportState.SENT)
    publisher.post(review(other), {"do": "approve"})
    other.refresh_from_db()
    assert (other.state, other.decided_by) == (ReportState.APPROVED, decider())


def test_figures_sent_anew_are_looked_at_before_they_are_approved(publisher):
    firm = builders.enterprise()
    me = builders.representative(firm).user
    row = workflow.write(firm, QUARTER, {"revenue": 10}, seen="", by=me)
    workflow.send(row, by=me)
    opened = seen_on(publisher.get(review(row)))
    workflow.return_report(row, "Thiếu số trạm.", by=decider("duyet-khac"))
    row.refresh_from_db()
    workflow.send(workflow.write(firm, QUARTER, {"revenue": 99}, seen=row.edition, by=me), by=me)
    answer = publisher.post(review(row), {"do": "approve", "seen": opened})
    assert answer.status_code == 400
    assert "Doanh nghiệp đã gửi lại" in answer.text
    row.refresh_from_db()
    assert row.state == ReportState.SENT
    publisher.post(review(row), {"do": "approve", "seen": seen_on(answer)})
    row.refresh_from_db()
    assert (row.state, row.revenue) == (ReportState.APPROVED, 99)


def test_an_editor_reads_and_does_not_decide():
    row = report(builders.enterprise(), state=ReportState.SENT)
    editor = signed_in(people.editor())
    assert 'value="approve"' not in editor.get(review(row)).text
    assert editor.post(review(row), {"do": "approve"}).status_code == 403
    row.refresh_from_db()
    assert row.state == ReportState.SENT


def test_the_page_asks_the_same_queries_with_more_versions(publisher, django_assert_num_queries):
    firm = builders.enterprise()
    row = report(firm)
    publisher.get(review(row))
    with django_assert_num_queries(6):
        publisher.get(review(row))
    report(firm, state=ReportState.SENT, version=2, correction_reason="Nhầm.")
    with django_assert_num_queries(6):
        publisher.get(review(row))


def test_nobody_adds_changes_or_deletes_reports_in_the_admin():
    row = report(builders.enterprise(), state=ReportState.SENT)
    root = signed_in(people.person("quantri", is_superuser=True))
    assert root.get(LIST + "add/").status_code == 403
    assert root.get(f"{LIST}{row.pk}/delete/").status_code == 403
    assert root.post(f"{LIST}{row.pk}/change/", {"revenue": "1"})["Location"] == review(row)
    assert EnterpriseReport.objects.get().revenue == 1000


def test_who_has_not_reported_is_told(publisher):
    for name in ("Công ty Đã Nộp", "Công ty Chưa Nộp", "Công ty Còn Soạn", "Công ty Hết Hạn"):
        firm = builders.enterprise(name)
        until = date(2007, 3, 31) if "Hết" in name else None
        ReportingDuty.objects.create(enterprise=firm, since=date(2007, 1, 1), until=until)
        if "Đã" in name or "Còn" in name:
            report(firm, state=ReportState.SENT if "Đã" in name else ReportState.DRAFT)
    builders.enterprise("Công ty Không Phải Nộp")
    page = publisher.get(f"{LIST}chua-nop/?ky={QUARTER.code}")
    assert [str(each) for each in page.context["enterprises"]] == [
        "Công ty Chưa Nộp", "Công ty Còn Soạn",
    ]  # fmt: skip
    assert "1 trên 3 doanh nghiệp" in page.text
    assert "<td>—</td>" in page.text  # no tax code is known
    assert publisher.get(f"{LIST}chua-nop/?ky=2007-q9").status_code == 404


def test_nobody_is_named_where_all_representatives_have_left(publisher):
    gone, kept = builders.enterprise("Công ty A"), builders.enterprise("Công ty B")
    for number, firm in enumerate((gone, kept, kept)):
        person = builders.representative(firm, f"dn-{number}")
        if number < 2:
            Representative.objects.filter(pk=person.pk).update(ended_at=timezone.now())
    duty(gone)
    duty(kept)
    page = publisher.get(f"{LIST}chua-nop/?ky={QUARTER.code}").content
    rows = BeautifulSoup(page, "html.parser").select("tbody tr")
    assert [row.select("td")[1].get_text(" ", strip=True) for row in rows] == [
        "chưa có ai",
        "dn-2 (dn-2@doanh-nghiep.example)",
    ]


@pytest.mark.parametrize("firms", [1, 3])
def test_the_list_of_who_has_not_reported_asks_few_queries(
    publisher, django_assert_num_queries, firms
):
    for number in range(firms):
        firm = builders.enterprise(f"Công ty {number}")
        builders.representative(firm, f"dn-{number}")
        duty(firm)
    with django_assert_num_queries(7):
        publisher.get(f"{LIST}chua-nop/?ky={QUARTER.code}")


def test_samples_are_missing_only_where_they_are_shown(publisher, settings):
    duty(builders.enterprise("Công ty Minh Họa", is_sample=True))
    duty(builders.enterprise("Công ty Thật"))
    settings.SHOW_SAMPLES = True
    assert "Công ty Minh Họa" in publisher.get(f"{LIST}chua-nop/?ky={QUARTER.code}").text
    settings.SHOW_SAMPLES = False
    page = publisher.get(f"{LIST}chua-nop/?ky={QUARTER.code}").text
    assert "Công ty Minh Họa" not in page
    assert "0 trên 1 doanh nghiệp" in page


def test_more_may_be_missing_than_are_listed(publisher, monkeypatch):
    monkeypatch.setattr(admin, "MAX_MISSING", 1)
    for name in "ABC":
        duty(builders.enterprise(f"Công ty {name}"))
    first = publisher.get(f"{LIST}chua-nop/?ky={QUARTER.code}")
    assert "0 trên 3 doanh nghiệp" in first.text
    assert f'href="?ky={QUARTER.code}&amp;trang=2"' in first.text
    last = publisher.get(f"{LIST}chua-nop/?ky={QUARTER.code}&trang=3")
    assert [str(each) for each in last.context["enterprises"]] == ["Công ty C"]
    assert "0 trên 3 doanh nghiệp" in last.text
    assert "ở những trang còn lại" in last.text
    link = BeautifulSoup(last.content, "html.parser").find("a", string=re.compile("Excel"))["href"]
    form = publisher.get(link)
    assert form["Content-Disposition"].endswith('-3.xlsx"')
    rows = load_workbook(io.BytesIO(b"".join(form.streaming_content))).active.iter_rows(
        values_only=True
    )
    assert [row[1] for row in rows if row[1]][1:] == ["Công ty C"]


def test_the_staffs_desk_names_reports_that_wait(publisher):
    report(builders.enterprise("Công ty Đang Chờ"), state=ReportState.SENT)
    report(builders.enterprise("Công ty Đã Xong"))
    page = publisher.get("/admin/viec/bao-cao/").text
    assert "Công ty Đang Chờ" in page
    assert "Công ty Đã Xong" not in page
    assert "Công ty Đang Chờ" not in signed_in(people.reporter()).get("/admin/viec/bao-cao/").text
