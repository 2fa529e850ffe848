"""Calendar files: a subscribed calendar follows what is moved, cancelled and granted."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from enterprises.events.announcements import record_agenda_change
from enterprises.events.models import AgendaItem, Event, EventStatus, Precision, SlotRequest
from enterprises.events.models.precision import end_of
from portal.publishing.models import State
from portal.publishing.services import save
from tests.enterprises.builders import enterprise, event, representative, series
from tests.enterprises.events.test_pages import AT, forum_with_slots, granted

pytestmark = pytest.mark.django_db

ALL = "/su-kien/lich.ics"


def entries(client, address=ALL):
    """The entries of a calendar file by their title."""
    calendar = Calendar.from_ical(client.get(address).content)
    return {str(entry["summary"]): entry for entry in calendar.walk("VEVENT")}


def change(page, **fields):
    """Put a change of a live event in place, as the site's own work does."""
    page = Event.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    return save(page, by=None)


def test_an_entry_tells_when_where_and_what(client):
    page = event("Giao ban quý I", starts_at=AT, ends_at=AT + timedelta(hours=3), place="Phòng 1")
    entry = entries(client)["Giao ban quý I"]
    assert entry.decoded("dtstart") == datetime(2007, 1, 30, 1, 0, tzinfo=UTC)
    assert entry.decoded("dtend") == datetime(2007, 1, 30, 4, 0, tzinfo=UTC)
    assert entry["location"] == "Phòng 1"
    assert str(entry["url"]).endswith(page.path)
    assert entry["status"] == "CONFIRMED"


@pytest.mark.parametrize(
    ("day", "programme"),
    [
        (1, ["07:30 Đón khách", "08:00 Khai mạc"]),
        (2, ["Ngày thứ 1", "08:00 Khai mạc", "Ngày thứ 2", "07:30 Đón khách"]),
    ],
)
def test_points_of_several_days_stand_below_their_day(client, day, programme):
    page = event("Hội nghị", starts_at=AT, ends_at=AT + timedelta(days=1))
    for on, at, title in ((1, time(8), "Khai mạc"), (day, time(7, 30), "Đón khách")):
        AgendaItem.objects.create(event=page, day=on, at=at, title=title)
    *lines, _link = str(entries(client)["Hội nghị"]["description"]).splitlines()
    assert lines == programme


def test_a_sample_says_what_it_is(client):
    event("Giao ban quý I", starts_at=AT, is_sample=True)
    assert list(entries(client)) == ["Giao ban quý I (minh họa)"]


def test_a_day_without_an_hour_is_a_whole_day_and_a_year_is_no_entry(client):
    event("Một ngày", starts_at=AT, precision="day")
    event("Một năm", starts_at=AT, precision="year")
    found = entries(client)
    assert list(found) == ["Một ngày"]
    assert found["Một ngày"].decoded("dtstart") == date(2007, 1, 30)
    assert found["Một ngày"].decoded("dtend") == date(2007, 1, 31)


def test_the_last_day_of_all_stops_no_calendar(client):
    last = datetime(9999, 12, 31, tzinfo=timezone.get_current_timezone())
    event("Vô thời hạn", starts_at=last, precision=Precision.DAY)
    assert client.get("/su-kien/lich.ics").status_code == 200
    assert end_of(last, Precision.DAY) == last
    assert end_of(last, Precision.YEAR) == last.replace(month=1, day=1)


def test_a_moved_event_is_the_same_entry_with_a_higher_number(client):
    page = event("Diễn đàn", starts_at=AT)
    before = entries(client)["Diễn đàn"]
    later = AT + timedelta(days=7)
    change(page, starts_at=later, status="moved", status_reason="Bão", moved_from=AT, slug="khac")
    after = entries(client)["Diễn đàn"]
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") >= before.decoded("last-modified")
    assert after.decoded("dtstart") == later
    assert "Bão" in after["description"]


def test_a_cancelled_event_stays_and_says_so(client):
    page = event("Diễn đàn", starts_at=AT)
    change(page, status=EventStatus.CANCELLED, status_reason="Bão")
    assert entries(client)["Đã hủy: Diễn đàn"]["status"] == "CANCELLED"


def test_a_granted_slot_raises_the_number_and_stands_in_the_description(client):
    page = event("Diễn đàn", starts_at=AT)
    before = entries(client)["Diễn đàn"]
    granted(page, 1)
    record_agenda_change(page)
    after = entries(client)["Diễn đàn"]
    assert after["sequence"] == before["sequence"] + 1
    assert "08:50 Chủ đề 1 (Công ty 1)" in after["description"]


def test_the_number_never_falls_when_an_old_text_comes_back(client):
    page = event("Diễn đàn", starts_at=AT, place="Phòng 1")
    numbers = []
    for place in ("Phòng 2", "Phòng 1", "Phòng 2"):
        change(page, place=place)
        record_agenda_change(page)
        numbers.append(entries(client)["Diễn đàn"]["sequence"])
    assert numbers == sorted(set(numbers))


def test_hidden_events_and_people_are_in_no_file(client):
    event("Kín", state=State.DRAFT, starts_at=AT)
    page = forum_with_slots(1)
    SlotRequest.objects.update(shows="Riêng cho Sở")
    representative(enterprise("Công ty X"), "dn-x")
    text = client.get(ALL).text
    assert "Kín" not in text
    assert "Riêng cho Sở" not in text
    assert "dn-0" not in text
    assert "ATTENDEE" not in text
    assert client.get(f"{page.path[:-1]}.ics").status_code == 200


def test_lines_are_folded_and_end_as_the_standard_says(client):
    event("Diễn đàn " + "về chuyển đổi số trong doanh nghiệp " * 6, starts_at=AT)
    body = client.get(ALL).content
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_a_series_and_an_event_have_files_of_their_own(client):
    monthly = series()
    mine = event("Của loạt", series=monthly, starts_at=AT)
    event("Khác", starts_at=AT)
    assert list(entries(client, f"{monthly.get_absolute_url()}lich.ics")) == ["Của loạt"]
    assert list(entries(client, f"{mine.path[:-1]}.ics")) == ["Của loạt"]
    assert client.get("/su-kien/khong-co.ics").status_code == 404
    change(mine, slug="dia-chi-moi")
    moved = client.get(f"{mine.path[:-1]}.ics")
    assert (moved.status_code, moved["Location"]) == (301, "/su-kien/dia-chi-moi.ics")


def test_without_a_known_day_a_file_has_a_time_zone_alone_and_an_event_has_none(client):
    monthly = series()
    page = event("Diễn đàn năm", series=monthly, starts_at=AT, precision=Precision.YEAR)
    for address in (ALL, f"{monthly.get_absolute_url()}lich.ics"):
        calendar = Calendar.from_ical(client.get(address).content)
        assert [str(each["tzid"]) for each in calendar.subcomponents] == ["Asia/Ho_Chi_Minh"]
    assert client.get(f"{page.path[:-1]}.ics").status_code == 404
    change(page, precision=Precision.DAY)
    (shown,) = Calendar.from_ical(client.get(ALL).content).subcomponents
    assert shown["summary"] == "Diễn đàn năm"


def test_a_program_that_has_the_file_is_told_so_until_something_changes(client):
    page = event("Diễn đàn", starts_at=AT)
    first = client.get(ALL)
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get(ALL, **again).status_code == 304
    change(page, place="Phòng 2")
    assert client.get(ALL, **again).status_code == 200


def test_the_same_events_come_out_as_the_same_bytes(client):
    event("Diễn đàn", starts_at=AT)
    assert client.get(ALL).content == client.get(ALL).content


@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_asks_few_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        granted(event(f"Diễn đàn {number}", starts_at=timezone.now()), number)
    with django_assert_num_queries(4):
        client.get(ALL)
