"""Seats at an event: in turn, never more than there are, and nothing twice."""

import threading
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from enterprises.events.announcements import promote_waiting
from enterprises.events.event_time import may_begin
from enterprises.events.models import (
    Event,
    EventStatus,
    Registration,
    Seat,
    SlotAnswer,
    SlotRequest,
)
from enterprises.events.registrations import give_up, register
from portal.kit.moments import midnight
from portal.publishing.models import State
from tests.enterprises.builders import (
    event,
    signed_in,
)
from tests.enterprises.events.making import change, come, seats, someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def test_who_registers_has_a_seat_and_a_letter(mailoutbox):
    forum, me = event(place="Phòng 1", online_url="https://hop.example/x"), someone()
    come(forum, me, "Bà Hoa")
    assert seats(forum) == [("Bà Hoa", Seat.TAKEN)]
    (letter,) = mailoutbox
    assert letter.to == ["dn-a@doanh-nghiep.example"]
    assert "Đã đăng ký dự: Diễn đàn tháng 3" in letter.subject
    assert "https://hop.example/x" in letter.body
    [(name, calendar, kind)] = letter.attachments
    assert (name, kind) == ("lich.ics", "text/calendar; method=PUBLISH")
    assert "SUMMARY:Diễn đàn tháng 3" in calendar


def test_the_same_person_a_second_time_is_one_row():
    forum, me = event(), someone()
    first, second = come(forum, me, "Bà  Hoa", "bà hoa")
    assert first.pk == second.pk
    assert Registration.objects.count() == 1


def test_a_position_that_is_corrected_is_kept():
    forum, me = event(), someone()
    for position in ("Kế toán", "Giám đốc", ""):
        register(forum, me, name="Bà Hoa", position=position)
    assert Registration.objects.get().position == "Giám đốc"
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/"
    sent = {"name": "Bà Hoa", "position": "Kế toán trưởng"}
    answer = signed_in(me).post(address, sent, follow=True)
    assert "Bà Hoa (Kế toán trưởng) đã có chỗ." in answer.text


def test_a_name_that_is_longer_in_small_letters_is_one_person_too():
    forum, me = event(), someone()
    come(forum, me, "ß" * 120, "ß" * 120)
    assert Registration.objects.count() == 1


def test_beyond_the_seats_people_wait_and_move_up_in_turn(mailoutbox):
    forum = event(seats=1, seats_per_enterprise=5, online_url="https://hop.example/x")
    me = someone()
    first, second, third = come(forum, me, "Một", "Hai", "Ba")
    assert "hop.example" not in mailoutbox[1].body
    give_up(first)
    give_up(first)
    assert seats(forum) == [("Một", "given_up"), ("Hai", "taken"), ("Ba", "waiting")]
    assert "Đã có chỗ" in mailoutbox[-1].subject
    give_up(third)
    give_up(second)
    assert [seat for _, seat in seats(forum)] == ["given_up"] * 3


def test_one_enterprise_registers_no_more_than_it_may():
    forum, me = event(seats_per_enterprise=1), someone()
    come(forum, me, "Một")
    with pytest.raises(ValidationError, match="1 người"):
        come(forum, me, "Hai")
    come(forum, someone("dn-b", "Công ty Khác"), "Hai")


@pytest.mark.parametrize(
    "fields",
    [
        {"registration_opens_at": None},
        {"registration_closes_at": timezone.now() - timedelta(hours=1)},
        {"starts_at": timezone.now() - timedelta(hours=1)},
        {"status": "cancelled", "status_reason": "Bão"},
    ],
)
def test_nobody_registers_where_it_is_not_open(fields):
    with pytest.raises(ValidationError, match="Không còn nhận đăng ký"):
        come(event(**fields), someone(), "Bà Hoa")


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_take_no_more_seats_than_there_are():
    forum = event(seats=3)
    people = [someone(f"dn-{number}", f"Công ty {number}") for number in range(10)]
    start = threading.Barrier(10)

    def take(me):
        start.wait()
        come(forum, me, f"Người {me.pk}")
        connection.close()

    threads = [threading.Thread(target=take, args=[me]) for me in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [seat for _, seat in seats(forum)]
    assert (found.count("taken"), found.count("waiting")) == (3, 7)


def test_more_seats_go_to_those_who_wait():
    forum = event(seats=1, seats_per_enterprise=5)
    come(forum, someone(), "Một", "Hai", "Ba")
    change(forum, seats=2)
    assert [seat for _, seat in seats(forum)] == ["taken", "taken", "waiting"]


@pytest.mark.parametrize(("waiting", "queries"), [(1, 8), (3, 14)])
def test_seats_for_many_ask_for_the_calendar_once(waiting, queries, django_assert_num_queries):
    forum = event(seats=1, seats_per_enterprise=9)
    come(forum, someone(), "Một", *map(str, range(waiting)))
    forum.seats = 9
    with django_assert_num_queries(queries):
        assert len(promote_waiting(forum)) == waiting


# --- on the desk ---------------------------------------------------------------------------


def test_a_seat_that_was_taken_while_the_clock_was_ahead_is_given_up():
    forum, me = event(seats=1), someone()
    first, _second = come(forum, me, "Bà Hoa", "Ông Bình")
    Registration.objects.filter(pk=first.pk).update(
        registered_at=timezone.now() + timedelta(days=365)
    )
    give_up(first)
    assert seats(forum) == [("Ông Bình", Seat.TAKEN), ("Bà Hoa", Seat.GIVEN_UP)]


def test_giving_up_a_seat_at_a_withdrawn_event_leads_to_the_list():
    me, forum = someone(), event()
    (guest,) = come(forum, me, "Bà Hoa")
    change(forum, state=State.WITHDRAWN)
    answer = signed_in(me).post(f"/doanh-nghiep/cua-toi/su-kien/nguoi-du/{guest.pk}/", follow=True)
    assert answer.redirect_chain == [("/doanh-nghiep/cua-toi/su-kien/", 302)]
    assert "Bà Hoa không còn trong danh sách" in answer.text


def test_a_representative_registers_and_takes_back_on_the_desk():
    forum, me = event(), someone()
    client = signed_in(me)
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/"
    for _ in range(2):
        assert client.post(address, {"name": "Bà Hoa", "seat": "waiting"}).status_code == 302
    (guest,) = Registration.objects.all()
    assert (guest.enterprise, guest.registered_by, guest.seat) == (me.enterprise, me, Seat.TAKEN)
    assert "Bà Hoa" in client.get(address).text
    off = f"/doanh-nghiep/cua-toi/su-kien/nguoi-du/{guest.pk}/"
    assert client.get(off).status_code == 200
    assert client.post(off).status_code == 302
    guest.refresh_from_db()
    assert guest.seat == Seat.GIVEN_UP


def test_a_form_with_an_error_keeps_what_was_typed():
    forum, me = event(), someone()
    client = signed_in(me)
    answer = client.post(
        f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/", {"name": "", "position": "Giám đốc"}
    )
    assert answer.status_code == 200
    assert 'value="Giám đốc"' in answer.text


def test_a_form_that_comes_after_the_end_of_registration_shows_no_empty_notice():
    ago = timezone.now() - timedelta(hours=1)
    closed, full, me = event("Đã hết hạn", registration_closes_at=ago), event(), someone()
    come(full, me, *map(str, range(full.seats_per_enterprise)))
    for forum in (closed, full):
        address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/"
        refused = signed_in(me).post(address, {"name": ""})
        assert 'role="alert"' not in refused.text
        refused = signed_in(me).post(address, {"name": "Bà Hoa"})
        assert 'role="alert"' in refused.text


def test_the_link_to_take_part_is_for_those_who_come():
    forum, me = event(online_url="https://hop.example/x"), someone()
    client = signed_in(me)
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/"
    assert "hop.example" not in client.get(address).text
    come(forum, me, "Bà Hoa")
    assert "hop.example" in client.get(address).text


def test_nor_is_it_for_those_who_wait():
    forum, first = event(online_url="https://hop.example/x", seats=1), someone()
    later = someone("dn-b", "Công ty Khác")
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/"
    (seated,) = come(forum, first, "Bà Hoa")
    come(forum, later, "Ông Bình")
    text = signed_in(later).get(address).text
    assert "danh sách chờ" in text
    assert "hop.example" not in text
    give_up(seated)
    assert "hop.example" in signed_in(later).get(address).text


def test_who_only_waits_is_not_said_to_come():
    forum, first, later = event(seats=1), someone(), someone("dn-b", "Công ty Khác")
    come(forum, first, "Bà Hoa")
    come(forum, later, "Ông Bình")
    for address in ("/doanh-nghiep/cua-toi/", "/doanh-nghiep/cua-toi/su-kien/"):
        assert "danh sách chờ" in signed_in(later).get(address).text
        assert "danh sách chờ" not in signed_in(first).get(address).text
    assert "có 1 người dự" not in signed_in(later).get("/doanh-nghiep/cua-toi/").text
    assert "doanh nghiệp có dự" not in signed_in(later).get("/doanh-nghiep/cua-toi/su-kien/").text


def test_nothing_is_offered_that_an_event_that_has_begun_refuses():
    me, forum = someone(), event()
    (guest,) = come(forum, me, "Bà Hoa")
    asking = SlotRequest.objects.create(
        event=forum, enterprise=me.enterprise, requested_by=me, topic="Phần mềm"
    )
    desk = "/doanh-nghiep/cua-toi/su-kien/"
    addresses = {
        f"{desk}{forum.slug}/": "Bà Hoa không dự được",
        f"{desk}nguoi-du/{guest.pk}/": "Nhường chỗ",
        f"{desk}trinh-bay/{asking.pk}/": "Rút lại yêu cầu",
    }
    for has_begun in (False, True):
        if has_begun:
            change(forum, starts_at=timezone.now() - timedelta(hours=1))
        for address, button in addresses.items():
            assert (button in signed_in(me).get(address).text) is not has_begun
    assert "Sự kiện đã bắt đầu" in signed_in(me).get(f"{desk}nguoi-du/{guest.pk}/").text


@pytest.mark.parametrize("precision", ["day", "year"])
def test_on_its_day_an_event_whose_hour_nobody_knows_has_not_begun(precision, mailoutbox):
    me, forum = someone(), event(seats=1)
    guest, _waits = come(forum, me, "Bà Hoa", "Ông Bình")
    asking = SlotRequest.objects.create(
        event=forum, enterprise=me.enterprise, requested_by=me, topic="Phần mềm"
    )
    change(forum, starts_at=midnight(timezone.localdate()), precision=precision)
    desk = signed_in(me)
    desk.post(f"/doanh-nghiep/cua-toi/su-kien/nguoi-du/{guest.pk}/")
    assert seats(forum) == [("Bà Hoa", Seat.GIVEN_UP), ("Ông Bình", Seat.TAKEN)]
    assert "đã có chỗ" in mailoutbox[-1].body
    page = desk.get(f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/").text
    assert "Ông Bình không dự được" in page
    address = f"/doanh-nghiep/cua-toi/su-kien/trinh-bay/{asking.pk}/"
    assert "Rút lại yêu cầu" in desk.get(address).text
    desk.post(address)
    asking.refresh_from_db()
    assert asking.answer == SlotAnswer.TAKEN_BACK


@pytest.mark.parametrize("precision", ["day", "year"])
def test_on_its_day_an_event_whose_hour_nobody_knows_is_open(precision):
    me, forum = someone(), event()
    change(forum, starts_at=midnight(timezone.localdate()), precision=precision)
    (guest,) = come(forum, me, "Bà Hoa")
    assert guest.seat == Seat.TAKEN
    assert Event.objects.get().takes_slot_requests()


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"precision": "day"}, 1),
        ({"precision": "year"}, 366),
        ({"precision": "day", "status": EventStatus.HELD}, 0),
    ],
)
def test_once_its_day_or_year_is_over_it_has_begun(fields, days):
    forum, me = event(), someone()
    (guest,) = come(forum, me, "Bà Hoa")
    change(forum, starts_at=midnight(timezone.localdate() - timedelta(days=days)), **fields)
    with pytest.raises(ValidationError, match="đã bắt đầu"):
        give_up(guest)
    with pytest.raises(ValidationError, match="Không còn nhận"):
        come(forum, me, "Ông Bình")
    assert not Event.objects.get().takes_slot_requests()
    assert not Event.objects.filter(may_begin(timezone.now())).exists()


def test_an_event_that_is_not_public_is_not_on_the_desk():
    forum, me = event("Kín", state="draft"), someone()
    client = signed_in(me)
    for tail in ("", "xin-trinh-bay/"):
        address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/{tail}"
        assert client.get(address).status_code == 404
    assert "Kín" not in client.get("/doanh-nghiep/cua-toi/su-kien/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_few_queries(django_assert_num_queries, rows):
    me = someone()
    for number in range(rows):
        come(event(f"Diễn đàn {number}"), me, "Bà Hoa")
    client = signed_in(me)
    with django_assert_num_queries(6):
        client.get("/doanh-nghiep/cua-toi/su-kien/")


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in():
    forum, me = event(), someone()
    client = signed_in(me)
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/"
    form = BeautifulSoup(client.get(address).content, "html.parser")
    mark = form.find("input", {"name": "_typed"})
    client.logout()
    sent = {"name": "Bà Hoa", "position": "Giám đốc", mark["name"]: mark["value"]}
    assert client.post(address, sent).status_code == 302
    client.force_login(me.user)
    page = client.get(f"{address}?khoi-phuc=1").text
    assert 'value="Bà Hoa"' in page
    assert Registration.objects.count() == 0
