"""What the letter to who is taken off the list of an event says, and that it is true."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.events import registrations
from portal.publishing import workflow
from portal.publishing.models import State
from portal.publishing.services import save
from tests import builders
from tests.enterprises.builders import event
from tests.enterprises.events.making import come, someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def duyet():
    return builders.publisher("duyet")


@pytest.fixture
def taken_off(duyet, mailoutbox):
    """Return the one letter that goes to the enterprise of a guest who is taken off."""

    def letter(guest):
        mailoutbox.clear()
        registrations.take_off(guest, by=duyet)
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
