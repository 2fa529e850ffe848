from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from enterprises.kit.periods import ReportPeriod
from enterprises.profiles.models import PrivateContact, Representative
from enterprises.reports.models import ReportingDuty, ReportReminder, ReportState
from enterprises.reports.tasks import remind
from tests.enterprises import builders
from tests.enterprises.reports.builders import report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
QUARTER = ReportPeriod(2007, 1)
DEADLINE = date(2007, 4, 20)


@pytest.fixture
def firm(settings):
    settings.ENTERPRISE_REPORT_DAYS = {"quarter": 20, "year": 45}
    settings.ENTERPRISE_REPORT_REMINDERS = [-5, 1, 10]
    found = builders.enterprise()
    builders.representative(found)
    ReportingDuty.objects.create(enterprise=found, since=QUARTER.ends_on)
    return found


@pytest.mark.parametrize(
    ("days", "letters"), [(-6, 0), (-5, 1), (0, 1), (1, 1), (9, 1), (10, 1), (30, 0)]
)
def test_a_reminder_goes_out_when_its_day_has_come(firm, days, letters):
    assert remind(DEADLINE + timedelta(days=days)) == letters
    assert len(mail.outbox) == letters


def test_each_goes_out_once_however_often_the_task_runs(firm):
    day = DEADLINE - timedelta(days=7)
    while day < DEADLINE + timedelta(days=15):
        remind(day)
        remind(day)
        day += timedelta(days=1)
    assert [letter.subject.partition("] ")[2][:11] for letter in mail.outbox] == [
        "Sắp đến hạn", "Chưa có báo", "Chưa có báo",
    ]  # fmt: skip
    assert "20/04/2007" in mail.outbox[0].body
    assert "/doanh-nghiep/cua-toi/bao-cao/2007-q1/" in mail.outbox[0].body
    assert ReportReminder.objects.count() == 3


@pytest.mark.parametrize("others", [0, 2])
def test_who_was_reminded_is_not_asked_for_again(firm, others, django_assert_num_queries):
    for number in range(others):
        other = builders.enterprise(f"Công ty {number}")
        ReportingDuty.objects.create(enterprise=other, since=QUARTER.ends_on)
        PrivateContact.objects.create(enterprise=other, email=f"kt{number}@dn.example")
    assert remind(DEADLINE) == 1 + others
    with django_assert_num_queries(1):
        assert remind(DEADLINE) == 0


def test_a_machine_that_slept_reminds_once_and_not_of_all(firm):
    remind(DEADLINE + timedelta(days=11))
    assert [letter.to for letter in mail.outbox] == [["dn-a@doanh-nghiep.example"]]


@pytest.mark.parametrize(
    ("state", "letters"), [("sent", 0), ("approved", 0), ("draft", 1), ("returned", 1)]
)
def test_who_has_reported_is_left_alone(firm, state, letters):
    report(firm, QUARTER, ReportState(state))
    assert remind(DEADLINE) == letters


@pytest.mark.parametrize("days", [-5, 1])
def test_what_was_sent_and_asked_again_is_not_told_to_be_missing(firm, days):
    returned = report(firm, QUARTER, ReportState.RETURNED)
    remind(DEADLINE + timedelta(days=days))
    (letter,) = mail.outbox
    assert letter.subject.endswith(f"Chờ bản sửa báo cáo quý I/2007 của {firm}")
    asked_on = timezone.localtime(returned.decided_at)
    assert f"đã hỏi lại ngày {asked_on:%d/%m/%Y}; xin sửa và gửi lại tại" in letter.body
    assert "/doanh-nghiep/cua-toi/bao-cao/2007-q1/" in letter.body
    assert "chưa nhận được" not in letter.body


def test_the_contact_person_is_reminded_too(firm):
    PrivateContact.objects.create(enterprise=firm, email="ke-toan@doanh-nghiep.example")
    remind(DEADLINE)
    assert {letter.to[0] for letter in mail.outbox} == {
        "dn-a@doanh-nghiep.example", "ke-toan@doanh-nghiep.example",
    }  # fmt: skip


def test_where_nobody_can_be_written_to_the_reminder_waits_for_somebody(firm):
    Representative.objects.update(ended_at=timezone.now())
    PrivateContact.objects.create(enterprise=firm, phone="0234 111")
    assert remind(DEADLINE) == 0
    assert ReportReminder.objects.exists() is False
    builders.representative(firm, "dn-a2")
    assert remind(DEADLINE) == 1
    assert [letter.to for letter in mail.outbox] == [["dn-a2@doanh-nghiep.example"]]


def test_who_need_not_report_is_left_alone(firm):
    builders.representative(builders.enterprise("Công ty Khác"), "dn-b")
    ReportingDuty.objects.update(since=date(2006, 1, 1), until=QUARTER.ends_on)
    assert remind(DEADLINE) == 0
