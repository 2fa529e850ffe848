"""What guests are told when their event changes, is cancelled or withdrawn: once, and truly."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from enterprises.events.announcements import send_changes
from enterprises.events.models import Event, EventAnnouncement
from enterprises.events.registrations import give_up
from enterprises.events.tasks import announce_events
from portal.kit.moments import midnight
from portal.publishing.models import State
from portal.publishing.workflow import transition
from tests.enterprises.builders import (
    event,
    slot_request,
)
from tests.enterprises.events.making import change, come, seats, someone, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def test_a_moved_event_is_told_once_to_each_that_comes(mailoutbox):
    forum = event(place="Phòng 1")
    come(forum, someone(), "Một", "Hai")
    come(forum, someone("dn-b", "Công ty Khác"), "Ba")
    mailoutbox.clear()
    later = forum.starts_at + timedelta(days=7)
    why = {"status": "moved", "status_reason": "Bão số 5", "moved_from": forum.starts_at}
    change(forum, starts_at=later, place="Phòng 2", **why)
    addressees = {letter.to[0] for letter in mailoutbox}
    assert addressees == {"dn-a@doanh-nghiep.example", "dn-b@doanh-nghiep.example"}
    assert len(mailoutbox) == 2
    body = mailoutbox[0].body
    assert "Bão số 5" in body
    assert "Phòng 2" in body
    assert send_changes(forum.pk) == 0


@pytest.mark.parametrize(
    ("before", "hour", "after", "was"),
    [
        ("hour", 8, "hour", "08:00 ngày 30/01/2090"),
        ("day", 0, "day", "30/01/2090"),
        ("day", 0, "hour", "30/01/2090"),
        ("day", 7, "hour", "30/01/2090"),
        ("year", 0, "hour", "2090"),
    ],
)
def test_a_letter_names_no_hour_of_before_that_nobody_said(mailoutbox, before, hour, after, was):
    begins = timezone.make_aware(datetime(2090, 1, 30, hour))
    forum = event(starts_at=begins, precision=before)
    come(forum, someone(), "Một")
    change(forum, starts_at=begins + timedelta(days=3, hours=1), precision=after)
    assert f"(trước đây: {was})" in mailoutbox[-1].body


@pytest.mark.parametrize(("precision", "days"), [("day", 0), ("year", 3)])
def test_what_nobody_is_told_of_a_time_moves_without_a_letter(mailoutbox, precision, days):
    begins = timezone.make_aware(datetime(2090, 1, 30))
    forum = event(starts_at=begins, precision=precision)
    come(forum, someone(), "Một")
    mailoutbox.clear()
    change(forum, starts_at=begins + timedelta(days=days, hours=1))
    assert mailoutbox == []
    change(forum, place="Phòng 2")
    assert "trước đây" not in mailoutbox[-1].body


def test_times_that_were_announced_by_a_version_of_before_are_no_change(mailoutbox):
    begins = timezone.make_aware(datetime(2090, 1, 30, 7))
    forum = event(starts_at=begins, precision="day")
    come(forum, someone(), "Một")
    mailoutbox.clear()
    EventAnnouncement.objects.update(starts_at=begins)
    assert send_changes(forum.pk) == 0
    assert mailoutbox == []


def test_a_new_link_to_take_part_is_told_to_those_with_a_seat_alone(mailoutbox):
    forum = event(seats=1, online_url="https://hop.example/cu")
    come(forum, someone(), "Một")
    come(forum, someone("dn-b", "Công ty Khác"), "Hai")
    mailoutbox.clear()
    change(forum, online_url="https://hop.example/moi")
    (letter,) = mailoutbox
    assert letter.to == ["dn-a@doanh-nghiep.example"]
    assert "nay qua đường dẫn: https://hop.example/moi" in letter.body
    assert send_changes(forum.pk) == 0


def test_a_meeting_that_moves_online_says_so_and_brings_the_new_entry(mailoutbox):
    forum = event(seats=1, place="Phòng 1")
    come(forum, someone(), "Một")
    come(forum, someone("dn-b", "Công ty Khác"), "Hai")
    mailoutbox.clear()
    change(forum, place="", online_url="https://hop.example/x")
    first, second = sorted(mailoutbox, key=lambda letter: letter.to)
    assert "Không còn họp tại: Phòng 1" in first.body
    assert "https://hop.example/x" in first.body
    [(name, calendar, _kind)] = first.attachments
    assert name == "lich.ics"
    assert "LOCATION" not in calendar
    assert "Không còn họp tại: Phòng 1" in second.body
    assert "hop.example" not in second.body
    assert second.attachments == []


def test_a_cancelled_event_is_told_and_a_changed_word_is_not(mailoutbox):
    forum = event()
    come(forum, someone(), "Một")
    mailoutbox.clear()
    change(forum, summary="Câu khác.")
    assert mailoutbox == []
    change(forum, status="cancelled", status_reason="Bão số 5")
    (letter,) = mailoutbox
    assert "Đã hủy: Diễn đàn tháng 3" in letter.subject
    assert "Bão số 5" in letter.body


def test_a_withdrawn_event_is_told_once_and_so_is_its_return(mailoutbox):
    forum = event()
    come(forum, someone(), "Một")
    asking = slot_request(forum, "Công ty Khác")
    mailoutbox.clear()
    withdraw(forum)
    assert {letter.to[0] for letter in mailoutbox} == {
        "dn-a@doanh-nghiep.example",
        asking.requested_by.user.email,
    }
    assert "Không còn trên trang: Diễn đàn tháng 3" in mailoutbox[0].subject
    # The desk's page of the event is there no more.
    assert f"/su-kien/{forum.slug}/" not in mailoutbox[0].body
    assert len(mailoutbox) == 2
    assert send_changes(forum.pk) == 0
    mailoutbox.clear()
    transition(Event.objects.get(pk=forum.pk), to=State.PUBLISHED, by=None)
    assert ["được đăng lại" in letter.body for letter in mailoutbox] == [True, True]


@pytest.mark.parametrize("precision", ["day", "year"])
def test_a_withdrawal_on_its_day_is_told_where_nobody_knows_the_hour(mailoutbox, precision):
    forum = event()
    come(forum, someone(), "Một")
    change(forum, starts_at=midnight(timezone.localdate()), precision=precision)
    mailoutbox.clear()
    withdraw(forum)
    assert ["Không còn trên trang" in letter.subject for letter in mailoutbox] == [True]


def test_what_a_killed_process_left_untold_is_told_on_the_day_itself(mailoutbox):
    forum = event()
    come(forum, someone(), "Một")
    change(forum, starts_at=midnight(timezone.localdate()), precision="day")
    mailoutbox.clear()
    EventAnnouncement.objects.update(place="Phòng cũ")
    assert announce_events.call() == 1
    assert "Phòng cũ" in mailoutbox[0].body


def test_what_is_mended_of_a_withdrawn_event_is_not_told(mailoutbox):
    forum = event()
    come(forum, someone(), "Một")
    withdraw(forum)
    mailoutbox.clear()
    change(forum, place="Phòng 2", status="cancelled", status_reason="Bão số 5")
    assert send_changes(forum.pk) == 0
    assert mailoutbox == []


def test_a_withdrawal_that_is_told_late_is_of_the_event_as_readers_saw_it(mailoutbox):
    forum = event()
    come(forum, someone(), "Một")
    EventAnnouncement.objects.filter(event=forum).update(is_withdrawn=True)
    withdraw(forum)
    when = forum.starts_at
    change(forum, title="Diễn đàn đang sửa", starts_at=when + timedelta(days=7))
    mailoutbox.clear()
    EventAnnouncement.objects.filter(event=forum).update(is_withdrawn=False)
    assert send_changes(forum.pk) == 1
    [letter] = mailoutbox
    assert "Không còn trên trang: Diễn đàn tháng 3" in letter.subject
    assert "đang sửa" not in letter.body
    assert f"{timezone.localtime(when):%d/%m}" in letter.body


def test_no_seat_is_handed_on_while_the_event_is_off_the_site(mailoutbox):
    forum = event(seats=1, seats_per_enterprise=5)
    one, _waits = come(forum, someone(), "Một", "Hai")
    withdraw(forum)
    mailoutbox.clear()
    give_up(one)
    assert [seat for _, seat in seats(forum)] == ["given_up", "waiting"]
    assert mailoutbox == []


def test_what_is_tidied_up_of_a_cancelled_event_is_not_told(mailoutbox):
    forum = event(online_url="https://hop.example/1")
    come(forum, someone(), "Một")
    change(forum, status="cancelled", status_reason="Bão số 5")
    mailoutbox.clear()
    change(forum, online_url="", place="")
    assert mailoutbox == []


@pytest.mark.parametrize("status", ["cancelled", "held"])
def test_a_cancelled_or_held_event_that_is_withdrawn_is_told_no_more(mailoutbox, status):
    forum = event()
    come(forum, someone(), "Một")
    if status == "cancelled":
        change(forum, status="cancelled", status_reason="Bão số 5")
    else:
        change(forum, starts_at=timezone.now() - timedelta(hours=1))
    mailoutbox.clear()
    withdraw(forum)
    assert mailoutbox == []


def test_who_no_longer_comes_is_told_nothing(mailoutbox):
    forum = event()
    (guest,) = come(forum, someone(), "Một")
    give_up(guest)
    mailoutbox.clear()
    change(forum, status="cancelled", status_reason="Bão số 5")
    assert mailoutbox == []
