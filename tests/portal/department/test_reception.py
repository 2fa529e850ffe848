"""When citizens are received next: past holidays, past hours, past days that are moved."""

from datetime import date, datetime, time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from portal.department.models import ReceptionTime
from portal.department.reception import next_day, next_end, receptions
from portal.obligations.models import SpecialDay
from portal.obligations.working_days import WorkCalendar
from tests.portal.department import builders

NOTHING_OFF = WorkCalendar()
MORNING = {"starts_at": time(7, 30), "ends_at": time(11)}


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def rule(**fields) -> ReceptionTime:
    return ReceptionTime(**(MORNING | fields))


@pytest.mark.parametrize(
    ("row", "now", "found"),
    [
        # 5 February 2007 was a Monday.
        (rule(weekday=0), "2007-02-05 07:00", date(2007, 2, 5)),
        (rule(weekday=0), "2007-02-05 10:59", date(2007, 2, 5)),
        (rule(weekday=0), "2007-02-05 11:00", date(2007, 2, 12)),
        (rule(day_of_month=15), "2007-02-05 07:00", date(2007, 2, 15)),
        (rule(day_of_month=15), "2007-02-16 07:00", date(2007, 3, 15)),
        (rule(day=date(2007, 2, 7)), "2007-02-05 07:00", date(2007, 2, 7)),
        (rule(day=date(2007, 2, 7)), "2007-02-08 07:00", None),
        # Who is received on Saturdays is so by rule; the 10th is a Saturday by chance.
        (rule(weekday=5), "2007-02-05 07:00", date(2007, 2, 10)),
        (rule(day_of_month=10), "2007-02-05 07:00", date(2007, 2, 12)),
        (rule(day_of_month=10, if_off="left_out"), "2007-02-05 07:00", date(2007, 4, 10)),
    ],
)
def test_the_next_day_of_a_rule(row, now, found):
    assert next_day(row, NOTHING_OFF, at(now)) == found


def test_a_holiday_is_left_out_or_moved_on():
    calendar = WorkCalendar(off=frozenset({date(2007, 2, 5), date(2007, 2, 6)}))
    now = at("2007-02-05 07:00")
    assert next_day(rule(weekday=0, if_off="left_out"), calendar, now) == date(2007, 2, 12)
    assert next_day(rule(weekday=0, if_off="next"), calendar, now) == date(2007, 2, 7)
    # On the day before the one it was moved to, and on that day itself, it still comes.
    later = at("2007-02-07 08:00")
    assert next_day(rule(weekday=0, if_off="next"), calendar, later) == date(2007, 2, 7)


@pytest.mark.django_db
def test_pages_are_made_anew_when_hours_are_over():
    rule(weekday=0, place="Phòng 1").save()
    rule(weekday=1, place="Phòng 1", starts_at=time(14), ends_at=time(16)).save()
    assert next_end(at("2007-02-05 10:59")) == at("2007-02-05 11:00")
    assert next_end(at("2007-02-05 11:00")) == at("2007-02-05 16:00")
    assert next_end(at("2007-02-05 16:00")) is None


@pytest.mark.django_db
def test_holidays_come_from_the_list_of_due_days():
    SpecialDay.objects.create(day=date(2007, 2, 15), name="Nghỉ Tết", kind="tet")
    builders.reception(day_of_month=15)
    (found,) = receptions(at("2007-02-05 07:00"))
    assert found.next_day == date(2007, 2, 16)
    assert found.is_moved


def test_one_day_is_written_out_in_english():
    row = rule(day=date(2027, 1, 2))
    assert row.rule == "02/01/2027"
    with translation.override("en"):
        assert row.rule == "2 January 2027"


@pytest.mark.django_db
def test_what_comes_first_stands_first():
    builders.reception(day_of_month=15, place="Sau")
    builders.reception(weekday=2, place="Trước")
    builders.reception(day=date(2006, 1, 1), place="Đã qua")
    assert [each.row.place for each in receptions(at("2007-02-05 07:00"))] == [
        "Trước",
        "Sau",
    ]


@pytest.mark.django_db
def test_a_single_day_that_is_over_is_told_no_more(client):
    builders.reception(day=date(2006, 1, 1), place="Phòng họp cũ")
    builders.reception(weekday=0, place="Phòng tiếp dân")
    text = client.get("/gioi-thieu/tiep-cong-dan/").text
    assert "Phòng tiếp dân" in text
    assert "Phòng họp cũ" not in text


@pytest.mark.django_db
def test_readers_are_told_rule_hours_place_and_next_day(client):
    post = builders.post("Giám đốc")
    builders.reception(weekday=0, place="Trụ sở", post=post, note="Mang giấy tờ tùy thân")
    text = client.get("/gioi-thieu/tiep-cong-dan/").text
    rule = ("Thứ Hai hằng tuần", "07:30–11:00", "Trụ sở", "Giám đốc", "Mang giấy tờ", "Buổi tới")
    for part in rule:
        assert part in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"weekday": 1, "day_of_month": 2},
        {"weekday": 7},
        {"day_of_month": 29},
        {"day_of_month": 0},
        {"weekday": 1, "starts_at": time(11), "ends_at": time(7)},
        {"day": date(1900, 1, 1)},
    ],
)
def test_a_rule_that_cannot_be_is_refused(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.reception(**fields)
