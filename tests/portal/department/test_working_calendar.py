"""The working calendar: week by week, shown once it is agreed on, followed by calendar programs."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from portal.audit.models import AuditEntry
from portal.department.agenda import week_to_show
from portal.department.models import WorkItem, WorkWeek
from portal.department.models.week import monday_of
from tests import builders as people
from tests.portal.department import builders
from tests.reading import squeezed_text_of as text_of

pytestmark = pytest.mark.django_db

PATH = "/gioi-thieu/lich-cong-tac/"
FILE = "/gioi-thieu/lich-cong-tac.ics"
WEEK = timedelta(days=7)


def this_monday() -> date:
    return monday_of(timezone.localdate())


def entries(client):
    calendar = Calendar.from_ical(client.get(FILE).content)
    return {str(entry["summary"]): entry for entry in calendar.walk("VEVENT")}


def test_a_week_tells_day_hour_what_who_and_where(client):
    director = builders.post("Giám đốc")
    week = builders.week(note="Nghỉ bù thứ sáu")
    builders.item(week, "Họp giao ban", post=director, others="các phòng", place="Phòng họp 1")
    text = text_of(client, PATH)
    for part in (
        "05/02/2007 – 11/02/2007", "Nghỉ bù thứ sáu", "Thứ Ba", "06/02", "08:00–10:00",
        "Họp giao ban", "Giám đốc; các phòng", "Phòng họp 1",
    ):  # fmt: skip
        assert part in text
    assert "Thứ Sáu" in text
    assert "Thứ Bảy," not in text


def test_a_week_that_is_not_agreed_on_is_nowhere(client):
    hidden = builders.week(is_public=False, note="Chưa chốt")
    builders.item(hidden, "Việc chưa chốt")
    assert "chốt" not in text_of(client, PATH)
    assert client.get(f"{PATH}2007-02-05/").status_code == 404
    assert "chốt" not in client.get(FILE).text


def test_the_week_of_today_comes_first_then_the_next_then_the_last():
    today = date(2007, 2, 14)
    before, after = builders.week(date(2007, 2, 5)), builders.week(date(2007, 2, 19))
    assert week_to_show(today) == after
    now = builders.week(date(2007, 2, 12))
    assert week_to_show(today) == now
    WorkWeek.objects.exclude(pk=before.pk).delete()
    assert week_to_show(today) == before


def test_past_weeks_stay_and_are_reached_from_week_to_week(client):
    for number in range(3):
        builders.week(builders.MONDAY + number * WEEK)
    text = text_of(client, f"{PATH}2007-02-12/")
    assert f'rel="prev" href="{PATH}2007-02-05/"' in text
    assert f'rel="next" href="{PATH}2007-02-19/"' in text


@pytest.mark.parametrize(
    "address", ["2007-02-06", "20070205", "2007-W06-1", "2007-13-01", "0", "x" * 300]
)
def test_an_address_that_names_no_week_is_not_found(client, address):
    builders.week()
    assert client.get(f"{PATH}{address}/").status_code == 404


def test_programs_are_told_what_moves_and_what_is_cancelled(client):
    week = builders.week(this_monday())
    item = builders.item(week, "Họp", place="Phòng 1")
    builders.item(week, "Cả ngày", starts_at=None, ends_at=None)
    before = entries(client)["Họp"]
    assert before.decoded("dtstart").hour == 1
    assert before["location"] == "Phòng 1"
    all_day = entries(client)["Cả ngày"]
    assert all_day.decoded("dtend") - all_day.decoded("dtstart") == timedelta(days=1)
    item.is_cancelled = True
    item.save()
    week.save()
    after = entries(client)["Đã hủy: Họp"]
    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after["status"] == "CANCELLED"


def test_programs_are_not_told_of_years_past(client):
    builders.item(builders.week(this_monday() - 30 * WEEK), "Xưa")
    builders.item(builders.week(this_monday() - 2 * WEEK), "Vừa qua")
    assert list(entries(client)) == ["Vừa qua"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_and_the_file_ask_few_queries(client, django_assert_num_queries, rows):
    director = builders.post()
    for number in range(rows):
        week = builders.week(this_monday() - number * WEEK)
        for each in range(rows):
            builders.item(week, f"Việc {each}", post=director)
    with django_assert_num_queries(5):
        client.get(PATH)
    with django_assert_num_queries(2):
        client.get(FILE)


@pytest.mark.parametrize(
    "fields",
    [
        {"what": ""},
        {"weekday": 7},
        {"starts_at": time(10), "ends_at": time(9)},
        {"starts_at": None, "ends_at": time(9)},
    ],
)
def test_an_entry_that_cannot_be_is_refused(fields):
    week = builders.week()
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.item(week, **fields)


@pytest.mark.parametrize("monday", [date(2007, 2, 6), date(1900, 1, 1)])
def test_a_week_begins_on_a_monday_of_our_time(monday):
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.week(monday)


def typed(monday: str, **fields: str) -> dict[str, str]:
    form = {
        "items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0", "items-MIN_NUM_FORMS": "0",
        "items-MAX_NUM_FORMS": "1000", "monday": monday, "is_public": "on",
        "items-0-weekday": "1", "items-0-what": "Họp giao ban", "items-0-starts_at": "8:00",
    }  # fmt: skip
    return form | fields


def test_the_form_of_a_week_begins_with_one_empty_entry(client):
    client.force_login(people.editor())
    page = client.get("/admin/portal/workweek/add/").text
    assert 'name="items-TOTAL_FORMS" value="1"' in page


def test_an_editor_publishes_a_week_and_its_entries_are_written_down(client):
    client.force_login(people.editor())
    assert client.post("/admin/portal/workweek/add/", typed("05/02/2007")).status_code == 302
    week, item = WorkWeek.objects.get(), WorkItem.objects.get()
    assert (week.monday, week.is_public, item.day) == (
        date(2007, 2, 5),
        True,
        date(2007, 2, 6),
    )
    written = AuditEntry.objects.filter(subject_label="department.workweek").order_by("pk")
    assert written.last().new[f"item {item.pk}"]["what"] == "Họp giao ban"
    refused = client.post("/admin/portal/workweek/add/", typed("06/02/2007"))
    assert "Hãy chọn một ngày thứ Hai." in refused.text
    assert WorkWeek.objects.count() == 1


def test_a_reporter_reads_weeks_and_changes_none(client):
    week = builders.week()
    client.force_login(people.reporter())
    assert client.get(f"/admin/portal/workweek/{week.pk}/change/").status_code == 200
    assert client.post("/admin/portal/workweek/add/", typed("12/02/2007")).status_code == 403
    assert WorkWeek.objects.get() == week
