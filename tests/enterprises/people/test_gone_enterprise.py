"""What goes on when an enterprise's page goes: said before it does; in the bin nothing is owed."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client

from enterprises.events import registrations
from enterprises.people import invitations
from enterprises.people.models import Invitation
from enterprises.profiles.models import Enterprise, Representative
from enterprises.reports import deadlines
from enterprises.reports.tasks import remind
from portal.accounts.models import User
from portal.editing.leaning import leaning_on
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.people import letters
from tests.enterprises.reports.builders import QUARTER, duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
NEW = "moi@x.example"


@pytest.fixture
def firm():
    found = builders.enterprise()
    me = builders.representative(found)
    duty(found)
    invitations.invite(found, email=NEW, role="owner", by=me.user)
    registrations.register(builders.event(), me, name="Trần An", position="")
    return found


def put_into_the_bin(firm):
    publisher = site.publisher()
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
    assert deadlines.expected(QUARTER) == {firm.pk}
    put_into_the_bin(firm)
    mail.outbox.clear()
    assert remind(date(2007, 4, 21)) == 0
    assert not mail.outbox
    assert not deadlines.missing(QUARTER).exists()
    assert not deadlines.expected(QUARTER)


@pytest.mark.parametrize("has_account", [False, True])
def test_nobody_takes_an_invitation_to_a_desk_in_the_bin(firm, has_account):
    if has_account:
        site.person("moi", site.Role.REPRESENTATIVE, email=NEW)
    link = letters.link_to(NEW)
    put_into_the_bin(firm)
    accounts = User.objects.count()
    client = site.signed_in(User.objects.get(email=NEW)) if has_account else Client()
    typed = {"name": "Lê Mới", "password": "cau long buoi som", "again": "cau long buoi som"}
    assert "đang ở trong thùng rác" in client.post(link, typed).text
    assert not Invitation.objects.get().used_at
    assert (Representative.objects.count(), User.objects.count()) == (1, accounts)
