"""What goes on when an enterprise's page goes: said before it does; in the bin nothing is owed."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from enterprises.events import registrations
from enterprises.people import invitations
from enterprises.people.models import Invitation
from enterprises.profiles.models import Enterprise, Representative
from enterprises.reports import deadlines, sums
from enterprises.reports.models import Measure
from enterprises.reports.tasks import remind
from portal.accounts.models import User
from portal.editing.leaning import leaning_on
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.people import letters
from tests.enterprises.reports.builders import QUARTER, duty, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
NEW = "moi@x.example"
DESK = "/doanh-nghiep/cua-toi/"
REPORTS = f"{DESK}bao-cao/"
MISSING = "/admin/enterprises/enterprisereport/chua-nop/"


@pytest.fixture
def firm():
    found = builders.enterprise()
    me = builders.representative(found)
    duty(found)
    invitations.invite(found, email=NEW, role="owner", by=me.user)
    registrations.register(builders.event(), me, name="Trần An", position="")
    return found


def put_into_the_bin(*firms):
    publisher = site.publisher()
    for firm in firms:
        for state in (State.WITHDRAWN, State.BINNED):
            page = Enterprise.objects.get(pk=firm.pk)
            workflow.transition(page, to=state, by=publisher, comment="Đã giải thể.")


def test_what_goes_on_is_said_before_its_page_goes(firm):
    words = " ".join(leaning_on(firm))
    for each in (
        "1 người đại diện cho doanh nghiệp vẫn vào được bàn làm việc",
        "1 lời mời đại diện cho doanh nghiệp chưa được nhận",
        "còn nghĩa vụ báo cáo",
        "1 người của doanh nghiệp đang có tên trong danh sách dự sự kiện",
    ):
        assert each in words


def test_in_the_bin_it_is_reminded_of_nothing_and_missed_by_nobody(firm, settings):
    settings.ENTERPRISE_REPORT_DAYS = {"quarter": 20, "year": 45}
    settings.ENTERPRISE_REPORT_REMINDERS = [1]
    assert deadlines.missing(QUARTER).get() == firm
    put_into_the_bin(firm)
    mail.outbox.clear()
    assert remind(date(2007, 4, 21)) == 0
    assert not mail.outbox
    assert not deadlines.missing(QUARTER).exists()


def test_its_desk_asks_no_report_of_an_enterprise_in_the_bin(firm):
    client = builders.signed_in(Representative.objects.get())
    assert client.get(REPORTS).context["due"]
    assert "đã quá hạn ngày" in client.get(DESK).text
    put_into_the_bin(firm)
    assert not client.get(REPORTS).context["due"]
    assert "đã quá hạn ngày" not in client.get(DESK).text


def test_a_sum_still_misses_what_an_enterprise_in_the_bin_owed(firm):
    others = [builders.enterprise(f"Công ty {number}") for number in range(4)]
    for number, other in enumerate(others):
        duty(other)
        report(other, revenue=100 + number)
    put_into_the_bin(firm, others[0])
    found = sums.release(Measure.REVENUE, QUARTER, by=None)
    assert (found.total, found.reported, found.expected, found.absent) == (406, 4, 5, 1)
    assert not found.is_complete


def test_a_report_counts_after_its_enterprise_went_into_the_bin(firm):
    report(firm)
    for number in range(2):
        duty(builders.enterprise(f"Công ty {number}"))
    duty(gone := builders.enterprise("Công ty Chưa Nộp"))
    put_into_the_bin(firm, gone)
    page = site.signed_in(site.publisher("khac")).get(f"{MISSING}?ky={QUARTER.code}")
    assert "1 trên 3 doanh nghiệp" in page.text
    assert [str(each) for each in page.context["enterprises"]] == ["Công ty 0", "Công ty 1"]


@pytest.mark.parametrize("has_account", [False, True])
def test_nobody_takes_an_invitation_to_a_desk_in_the_bin(firm, has_account):
    if has_account:
        site.person("moi", site.Role.REPRESENTATIVE, email=NEW)
    link = letters.link_to(NEW)
    put_into_the_bin(firm)
    accounts = User.objects.count()
    client = site.signed_in(User.objects.get(email=NEW)) if has_account else Client()
    typed = {"name": "Lê Mới", "password": "cau long buoi som", "again": "cau long buoi som"}
    # It is said before anything is typed, and without a word of what is inside.
    for answer in (client.get(link), client.post(link, typed)):
        assert answer.status_code == 410
        assert "Doanh nghiệp hiện không có trang trên cổng này" in answer.text
        assert "thùng rác" not in answer.text
        assert "mật khẩu" not in answer.text
    assert not Invitation.objects.get().used_at
    assert (Representative.objects.count(), User.objects.count()) == (1, accounts)


def test_it_is_not_taken_where_the_desk_went_into_the_bin_at_that_moment(firm):
    invitation = Invitation.objects.get()
    put_into_the_bin(firm)
    with pytest.raises(invitations.InvitationClosed):
        invitations.accept_with_new_account(invitation, name="Lê Mới", password="x" * 20)
    assert not User.objects.filter(email=NEW).exists()


def test_a_new_invitation_is_asked_for_once_the_enterprise_is_back(firm):
    link = letters.link_to(NEW)
    now = timezone.now()
    Invitation.objects.update(created_at=now - timedelta(days=15), expires_at=now)
    put_into_the_bin(firm)
    mail.outbox.clear()
    client = Client()
    assert "xin-lai" not in client.get(link).text
    answer = client.post(f"{link}xin-lai/")
    assert (answer.status_code, mail.outbox) == (410, [])
    assert "Doanh nghiệp hiện không có trang trên cổng này" in answer.text
    page = Enterprise.objects.get(pk=firm.pk)
    workflow.transition(page, to=State.DRAFT, by=User.objects.get(username="duyet"))
    client.post(f"{link}xin-lai/")
    assert Invitation.objects.get().requested_again_at
    assert len(mail.outbox) == 1
