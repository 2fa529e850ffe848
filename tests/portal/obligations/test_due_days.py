"""When a page is due, and what becomes of it when the rule or the holidays change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from portal.obligations.holidays import years_without_tet
from portal.obligations.models import DayKind, Duty, Obligation, SpecialDay
from portal.publishing.models import State
from tests import builders
from tests.portal.obligations.builders import THURSDAY, duty, obligation, tet
from tests.two_at_once import wait_until_another_waits

pytestmark = pytest.mark.django_db


def due_on():
    return list(Duty.objects.order_by("pk").values_list("due_on", flat=True))


def test_a_new_site_has_the_seven_obligations_without_a_source_and_the_fixed_holidays():
    assert sorted(Obligation.objects.values_list("working_days", flat=True)) == [
        2, 10, 10, 10, 15, 15, 20,
    ]  # fmt: skip
    assert set(Obligation.objects.values_list("source", flat=True)) == {""}
    fixed = SpecialDay.objects.filter(every_year=True).order_by("day").values_list("day", flat=True)
    assert [(day.day, day.month) for day in fixed] == [(1, 1), (30, 4), (1, 5), (2, 9)]


def test_a_page_is_due_after_its_working_days_without_weekends_and_holidays():
    article = builders.article()
    assert duty(article).due_on == date(2007, 2, 5)
    other = builders.article("Trước lễ")
    assert duty(other, date(2008, 4, 28)).due_on == date(2008, 5, 2)


def test_a_holiday_moves_the_days_that_it_lies_before_and_gives_them_back():
    before, after = builders.article("Trước"), builders.article("Sau")
    duty(before)
    duty(after, date(2007, 2, 14))
    assert due_on() == [date(2007, 2, 5), date(2007, 2, 16)]
    tet(date(2007, 2, 16), date(2007, 2, 19), date(2007, 2, 20))
    assert due_on() == [date(2007, 2, 5), date(2007, 2, 21)]
    SpecialDay.objects.create(day=date(2007, 2, 17), name="Làm bù", kind=DayKind.MADE_UP)
    assert due_on() == [date(2007, 2, 5), date(2007, 2, 17)]
    SpecialDay.objects.filter(every_year=False).delete()
    assert due_on() == [date(2007, 2, 5), date(2007, 2, 16)]


@pytest.mark.django_db(transaction=True)
def test_a_holiday_that_is_added_while_a_deadline_is_saved_counts_for_it():
    article = builders.article()

    def save():
        try:
            duty(article, date(2007, 2, 14))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            tet(date(2007, 2, 16), date(2007, 2, 19), date(2007, 2, 20))
            saved = pool.submit(save)
            wait_until_another_waits()
        saved.result(timeout=10)
    assert due_on() == [date(2007, 2, 21)]


def test_another_number_of_days_moves_the_pages_of_the_obligation_only():
    rule, other = obligation(), obligation("Văn bản của cấp trên khác", 10)
    duty(builders.article("Một"), of=rule)
    duty(builders.article("Hai"), of=other)
    rule.working_days = 3
    rule.save()
    assert due_on() == [date(2007, 2, 6), date(2007, 2, 15)]


@pytest.mark.parametrize("rows", [1, 3])
def test_days_are_worked_out_anew_with_the_same_queries_for_many(rows, django_assert_num_queries):
    rule = obligation()
    for number in range(rows):
        duty(builders.article(f"Bài {number}"), of=rule)
    rule.working_days = 5
    # A savepoint and its end, the lock, the calendar, the duties, one update for the one new day;
    # the row.
    with django_assert_num_queries(7):
        rule.save()
    assert set(due_on()) == {date(2007, 2, 8)}


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"working_days": 0},
        {"working_days": 251},
        {"event": "dreamt"},
        {"in_force_from": date(2007, 2, 2), "in_force_until": THURSDAY},
    ],
)
def test_no_obligation_is_nonsense(fields):
    with transaction.atomic(), pytest.raises(IntegrityError):
        obligation(**fields)


def test_two_rules_of_a_name_hold_after_each_other_only():
    old = obligation(in_force_until=date(2006, 12, 31))
    new = Obligation(name=old.name, working_days=5, in_force_from=date(2007, 1, 1))
    new.full_clean()
    new.in_force_from = date(2006, 12, 31)
    with pytest.raises(ValidationError, match="hết hiệu lực cho nghĩa vụ đó trước"):
        new.full_clean()
    obligation("Hai lần")
    with transaction.atomic(), pytest.raises(IntegrityError):
        obligation("Hai lần")


def test_a_rule_is_in_force_from_its_first_day_to_its_last():
    rule = Obligation(in_force_from=THURSDAY, in_force_until=date(2007, 2, 2))
    days = [date(2007, 1, 31), THURSDAY, date(2007, 2, 2), date(2007, 2, 3)]
    assert [rule.is_in_force_on(day) for day in days] == [False, True, True, False]
    assert all(Obligation().is_in_force_on(day) for day in days)


@pytest.mark.parametrize("kind", [DayKind.TET, DayKind.HUNG_KINGS, DayKind.MADE_UP])
def test_no_day_by_the_lunar_calendar_comes_every_year(kind):
    day = SpecialDay(day=date(2007, 2, 17), name="Mùng một", kind=kind, every_year=True)
    with pytest.raises(ValidationError, match="phải nhập cho từng năm"):
        day.full_clean()
    with transaction.atomic(), pytest.raises(IntegrityError):
        day.save()


@pytest.mark.parametrize("start", [date(1989, 12, 31), date(2101, 1, 1)])
def test_a_mistyped_year_is_refused(start):
    with transaction.atomic(), pytest.raises(IntegrityError):
        duty(builders.article(), start)


def test_a_page_has_one_deadline():
    article = builders.article()
    duty(article)
    with transaction.atomic(), pytest.raises(IntegrityError):
        duty(article)


def test_an_obligation_that_pages_go_by_stays():
    given = duty(builders.article())
    with pytest.raises(IntegrityError):
        given.obligation.delete()


def test_years_without_tet_are_this_one_the_next_from_october_and_those_of_open_terms():
    SpecialDay.objects.filter(kind=DayKind.TET).delete()
    assert years_without_tet(date(2026, 9, 30)) == [2026]
    assert years_without_tet(date(2026, 10, 1)) == [2026, 2027]
    tet(date(2026, 2, 17))
    assert years_without_tet(date(2026, 10, 1)) == [2027]
    duty(builders.article(), date(2012, 1, 3))
    assert years_without_tet(date(2026, 9, 1)) == []
    draft = builders.article("Nháp", state=State.DRAFT, published_at=None)
    duty(draft, date(2011, 12, 29), obligation("Hai mươi ngày", 20))
    assert years_without_tet(date(2026, 9, 1)) == [2011, 2012]
