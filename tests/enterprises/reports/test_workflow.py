from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from enterprises.reports import deadlines, letters, workflow
from enterprises.reports.models import EnterpriseReport, ReportState
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from tests import builders as people
from tests.enterprises import builders
from tests.enterprises.reports.builders import QUARTER, correct, decider, report

pytestmark = pytest.mark.django_db


def written_report(me, **values):
    return workflow.write(me.enterprise, QUARTER, {"revenue": 1000, **values}, seen="", by=me.user)


def test_a_report_goes_from_draft_to_approved(me):
    row = workflow.send(written_report(me), by=me.user)
    assert (row.state, row.seen_at) == (ReportState.SENT, None)
    row = workflow.approve(row, by=decider())
    assert (row.state, row.decided_by, row.superseded_at) == (ReportState.APPROVED, decider(), None)
    entries = AuditEntry.objects.filter(subject_label="reports.enterprisereport")
    assert [entry.new["state"] for entry in entries.order_by("number")] == [
        "draft", "sent", "approved",
    ]  # fmt: skip


def test_two_who_begin_get_one_report(me):
    first = workflow.begin(me.enterprise, QUARTER, by=me.user)
    assert workflow.begin(me.enterprise, QUARTER, by=me.user) == first
    assert EnterpriseReport.objects.count() == 1


def test_what_somebody_else_saved_is_not_written_over(me):
    first = written_report(me)
    workflow.write(me.enterprise, QUARTER, {"revenue": 7}, seen=first.edition, by=me.user)
    with pytest.raises(workflow.SavedMeanwhile):
        workflow.write(me.enterprise, QUARTER, {"revenue": 9}, seen=first.edition, by=me.user)
    assert EnterpriseReport.objects.get().revenue == 7


def test_values_change_figures_and_texts_only(me):
    row = written_report(me, state="approved", enterprise_id=0, version=9, superseded_at=None)
    assert (row.state, row.enterprise, row.version) == (ReportState.DRAFT, me.enterprise, 1)


def test_it_is_taken_back_until_the_department_reads_it(me):
    row = workflow.send(written_report(me), by=me.user)
    assert workflow.take_back(row, by=me.user).state == ReportState.DRAFT
    row = workflow.mark_seen(workflow.send(row, by=me.user), by=decider())
    with pytest.raises(ValidationError, match="đang đọc"):
        workflow.take_back(row, by=me.user)
    row = workflow.approve(row, by=decider("duyet-hai"))
    with pytest.raises(ValidationError, match="gửi bản đính chính"):
        workflow.take_back(row, by=me.user)


def test_an_empty_report_is_not_sent(me):
    with pytest.raises(ValidationError, match="ít nhất một"):
        workflow.send(written_report(me, revenue=None), by=me.user)


def test_asking_again_needs_a_word_and_reaches_the_enterprise(me, settings, letters_at_once):
    row = workflow.send(written_report(me), by=me.user)
    with pytest.raises(ValidationError, match="cần sửa gì"):
        workflow.return_report(row, "  ", by=decider())
    mail.outbox.clear()
    row = workflow.return_report(row, "Thiếu số thuê bao.", by=decider())
    assert row.state == ReportState.RETURNED
    (letter,) = mail.outbox
    assert letter.to == ["dn-a@doanh-nghiep.example"]
    assert "Thiếu số thuê bao." in letter.body
    assert "/doanh-nghiep/cua-toi/bao-cao/2007-q1/" in letter.body
    # It is written again and sent again, and then waits to be read again.
    row = workflow.send(row, by=me.user)
    assert (row.state, row.seen_at, row.is_decided) == (ReportState.SENT, None, False)


@pytest.mark.parametrize("version", [1, 2])
def test_what_was_asked_again_is_so_again_when_it_is_taken_back(me, version, letters_at_once):
    if version > 1:
        report(me.enterprise)
    fields = {"version": version, "correction_reason": "Cộng nhầm." if version > 1 else ""}
    asked = report(me.enterprise, state=ReportState.RETURNED, **fields)
    row = workflow.take_back(workflow.send(asked, by=me.user), by=me.user)
    assert (row.state, row.comment, row.decided_at) == ("returned", "Xem lại.", asked.decided_at)
    with pytest.raises(ValidationError, match="chưa gửi lần nào"):
        workflow.discard(row, by=me.user)
    refused(lambda: EnterpriseReport.objects.filter(pk=row.pk).delete())
    assert deadlines.ReportPeriodRow(QUARTER, row, is_duty=False, today=QUARTER.ends_on).is_due
    mail.outbox.clear()
    letters.send_reminder(me.enterprise, QUARTER, 1, to=me.enterprise.addresses_to_remind())
    assert "đã hỏi lại" in mail.outbox[0].body
    row = workflow.approve(workflow.send(row, by=me.user), by=decider())
    assert (row.state, row.is_decided) == (ReportState.APPROVED, True)


def test_both_sides_are_told_by_mail(me, settings, letters_at_once):
    settings.ENTERPRISE_REPORT_MAILBOX = ["bao-cao@so.example"]
    row = workflow.send(written_report(me), by=me.user)
    assert [letter.to for letter in mail.outbox] == [
        ["dn-a@doanh-nghiep.example"], ["bao-cao@so.example"],
    ]  # fmt: skip
    assert f"/admin/enterprises/enterprisereport/{row.pk}/duyet/" in mail.outbox[1].body
    mail.outbox.clear()
    workflow.approve(row, by=decider())
    assert "Đã duyệt báo cáo quý I/2007" in mail.outbox[0].subject


def test_sent_and_taken_back_all_day_it_fills_no_mailbox(me, settings, letters_at_once):
    settings.ENTERPRISE_REPORT_MAILBOX = ["bao-cao@so.example"]
    row = written_report(me)
    for _turn in range(workflow.A_DAY.max_uses):
        row = workflow.take_back(workflow.send(row, by=me.user), by=me.user)
    with pytest.raises(ValidationError, match="Hôm nay doanh nghiệp đã gửi nhiều lần"):
        workflow.send(row, by=me.user)
    row.refresh_from_db()
    assert row.state == ReportState.DRAFT
    assert len(mail.outbox) == 2 * workflow.A_DAY.max_uses
    # The department, which enters it, and another enterprise are told nothing of it.
    workflow.send(row, by=decider())
    other = builders.representative(builders.enterprise("Công ty Giấy"), "dn-b")
    workflow.send(written_report(other), by=other.user)


def test_only_a_publisher_decides_and_never_on_an_own_report(me):
    row = workflow.send(written_report(me), by=me.user)
    with pytest.raises(ValidationError, match="người duyệt"):
        workflow.approve(row, by=people.editor())
    with pytest.raises(ValidationError, match="người duyệt"):
        workflow.approve(row, by=me.user)
    both = people.person("ca-hai", Role.PUBLISHER)
    builders.representative(me.enterprise, "ca-hai")
    with pytest.raises(ValidationError, match="báo cáo của mình"):
        workflow.approve(row, by=both)
    typed = workflow.send(
        workflow.write(
            builders.enterprise("Công ty Giấy"), QUARTER, {"revenue": 5}, seen="", by=decider()
        ),
        by=decider(),
    )
    with pytest.raises(ValidationError, match="người khác"):
        workflow.approve(typed, by=decider())


def test_a_correction_takes_the_place_when_it_is_approved_and_keeps_the_old(me):
    first = report(me.enterprise, revenue=1000)
    fixed = workflow.begin(me.enterprise, QUARTER, by=me.user)
    assert (fixed.version, fixed.revenue) == (2, 1000)
    values = {"revenue": 1200}
    fixed = workflow.write(me.enterprise, QUARTER, values, seen="", by=me.user)
    with pytest.raises(ValidationError, match="sai ở chỗ nào"):
        workflow.send(fixed, by=me.user)
    values["correction_reason"] = "Cộng nhầm."
    fixed = workflow.write(me.enterprise, QUARTER, values, seen=fixed.edition, by=me.user)
    fixed = workflow.send(fixed, by=me.user)
    assert EnterpriseReport.objects.current().get() == first
    workflow.approve(fixed, by=decider())
    first.refresh_from_db()
    assert (first.revenue, first.superseded_at is None) == (1000, False)
    assert EnterpriseReport.objects.current().get().revenue == 1200


def test_what_a_clock_that_was_ahead_approved_is_corrected(me, monkeypatch):
    ahead = timezone.now() + timedelta(days=365)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: ahead)
        first = report(me.enterprise, revenue=1000)
    correct(me.enterprise, revenue=1200)
    assert EnterpriseReport.objects.current().get().revenue == 1200
    first.refresh_from_db()
    assert first.superseded_at == ahead


def refused(change):
    with pytest.raises(DatabaseError, match="enterprises_report"), transaction.atomic():
        change()


@pytest.mark.parametrize("state", ["sent", "approved"])
def test_the_database_keeps_figures_as_they_were_sent(me, state):
    rows = EnterpriseReport.objects.filter(pk=report(me.enterprise, state=state).pk)
    refused(lambda: rows.update(revenue=1))
    refused(lambda: rows.update(points_raised="khác"))
    refused(lambda: rows.update(explanations={"revenue": "x"}))
    refused(lambda: rows.delete())


def test_the_database_knows_the_steps(me):
    approved = EnterpriseReport.objects.filter(pk=report(me.enterprise).pk)
    refused(lambda: approved.update(state="draft"))
    refused(lambda: approved.update(state="sent"))
    draft = EnterpriseReport.objects.filter(
        pk=report(builders.enterprise("Công ty B"), state="draft").pk
    )
    refused(lambda: draft.update(state="approved"))
    refused(lambda: draft.update(year=2008))
    refused(
        lambda: EnterpriseReport.objects.create(
            enterprise=me.enterprise, year=2008, state="approved"
        )
    )
    seen = report(builders.enterprise("Công ty C"), state="sent")
    workflow.mark_seen(seen, by=decider())
    refused(lambda: EnterpriseReport.objects.filter(pk=seen.pk).update(state="draft", sent_at=None))


def test_the_database_refuses_what_cannot_be(me):
    def new(**fields):
        return lambda: EnterpriseReport.objects.create(
            **{"enterprise": me.enterprise, "year": 2007} | fields
        )

    refused(new(quarter=5))
    refused(new(year=1850))
    refused(new(revenue=-1))
    refused(new(stations=10**15 + 1))
    new(quarter=2)()
    refused(new(quarter=2, version=2))
