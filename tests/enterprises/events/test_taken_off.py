"""What the letter to who is taken off the list of an event says, and that it is true."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.events import registrations
from enterprises.events.models import EventStatus, Registration
from portal.publishing import workflow
from portal.publishing.models import State
from portal.publishing.services import save
from tests.enterprises.builders import event
from tests.enterprises.events.making import change, come, someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def taken_off(duyet, mailoutbox):
    """Return the one letter that goes to the enterprise of a guest who is taken off."""

    def letter(guest):
        mailoutbox.clear()
        registrations.take_off(Registration.objects.get(pk=guest.pk), by=duyet)
        own = f"{guest.registered_by.user.username}@doanh-nghiep.example"
        (found,) = (each for each in mailoutbox if each.to == [own])
        return found

    return letter


def test_of_a_withdrawn_event_it_says_what_was_announced(duyet, taken_off):
    forum = event(place="Phòng 1")
    (hoa,) = come(forum, someone(), "Hoa")
    day, slug = f"{timezone.localtime(forum.starts_at):%d/%m/%Y}", forum.slug
    workflow.transition(forum, to=State.WITHDRAWN, by=duyet, comment="Xem lại")
    forum.title, forum.slug = "Tên viết lại", "ten-viet-lai"
    forum.starts_at += timedelta(days=366)
    save(forum, by=duyet)
    letter = taken_off(hoa)
    assert letter.subject.endswith("Không còn trong danh sách dự: Diễn đàn tháng 3")
    assert day in letter.body
    rewritten = (forum.title, forum.slug, slug, f"{forum.starts_at:%d/%m/%Y}")
    assert not [words for words in rewritten if words in letter.subject + letter.body]
    assert "/doanh-nghiep/cua-toi/su-kien/\n" in letter.body


AGAIN = "Nếu vẫn muốn dự, xin đăng ký lại tại:"
PASSED_ON = "Chỗ ấy đã dành cho người chờ lâu nhất."


def test_a_seat_is_passed_on_only_where_somebody_waits(taken_off):
    forum = event(seats=1)
    (hoa,) = come(forum, someone(), "Hoa")
    (mai,) = come(forum, someone("dn-b", "Công ty Bến Ngự"), "Mai")
    first, second = taken_off(hoa), taken_off(mai)
    assert PASSED_ON in first.body
    assert "ra khỏi danh sách dự Diễn đàn tháng 3." in first.body
    assert PASSED_ON not in second.body
    assert AGAIN in second.body
    assert f"/cua-toi/su-kien/{forum.slug}/" in second.body


def test_who_waited_is_taken_off_the_waiting_list(taken_off):
    forum = event(seats=1, seats_per_enterprise=3)
    _hoa, mai, _lan = come(forum, someone(), "Hoa", "Mai", "Lan")
    letter = taken_off(mai)
    assert letter.subject.endswith("Không còn trong danh sách chờ: Diễn đàn tháng 3")
    assert "ra khỏi danh sách chờ của Diễn đàn tháng 3." in letter.body
    assert PASSED_ON not in letter.body


@pytest.mark.parametrize(
    "closed",
    [
        {"status": EventStatus.CANCELLED, "status_reason": "Bão"},
        {"registration_closes_at": timezone.now() - timedelta(minutes=1)},
    ],
)
def test_nobody_is_asked_to_register_where_nobody_may(taken_off, closed):
    forum = event(seats=1)
    (hoa,) = come(forum, someone(), "Hoa")
    come(forum, someone("dn-b", "Công ty Bến Ngự"), "Mai")
    change(forum, **closed)
    letter = taken_off(hoa)
    assert AGAIN not in letter.body
    assert "/doanh-nghiep/cua-toi/su-kien/\n" in letter.body
    assert (PASSED_ON in letter.body) == ("registration_closes_at" in closed)
