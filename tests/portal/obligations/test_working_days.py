"""Counting in working days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.obligations.working_days import WorkCalendar

DAYS = st.dates(date(2006, 1, 1), date(2028, 12, 31))
NEAR = st.dates(date(2007, 1, 1), date(2007, 3, 31))
TERMS = st.integers(1, 60)
CALENDARS = st.builds(
    WorkCalendar,
    off=st.frozensets(NEAR, max_size=15),
    made_up=st.frozensets(NEAR, max_size=5),
    yearly=st.dictionaries(st.sampled_from([(1, 1), (4, 30), (5, 1), (9, 2)]), st.just(2007)),
)


def test_a_weekend_does_not_count():
    thursday = date(2007, 2, 1)
    assert WorkCalendar().due(thursday, 1) == date(2007, 2, 2)
    assert WorkCalendar().due(thursday, 2) == date(2007, 2, 5)


def test_a_term_that_starts_on_a_day_off_counts_from_the_next_working_day():
    saturday = date(2007, 2, 3)
    assert WorkCalendar().due(saturday, 1) == date(2007, 2, 5)


def test_tet_does_not_count_and_a_saturday_in_exchange_does():
    tet = frozenset(date(2007, 2, 16) + timedelta(days=number) for number in range(6))
    calendar = WorkCalendar(off=tet, made_up=frozenset([date(2007, 2, 24)]))
    assert calendar.due(date(2007, 2, 14), 2) == date(2007, 2, 22)
    assert calendar.due(date(2007, 2, 14), 4) == date(2007, 2, 24)


def test_a_yearly_holiday_is_one_from_its_first_year_on():
    calendar = WorkCalendar(yearly={(4, 30): 2007})
    assert calendar.is_working(date(2006, 4, 28))
    assert not WorkCalendar(yearly={(4, 30): 2007}).is_working(date(2008, 4, 30))
    assert WorkCalendar(yearly={(4, 30): 2009}).is_working(date(2008, 4, 30))


def test_a_day_that_is_made_up_is_worked_on_even_where_a_holiday_is_written_too():
    day = date(2008, 4, 30)
    assert WorkCalendar(yearly={(4, 30): 2007}, made_up=frozenset([day])).is_working(day)


@given(CALENDARS, NEAR, TERMS)
def test_the_due_day_is_worked_on_and_closes_the_term(calendar, start, days):
    due = calendar.due(start, days)
    assert due > start
    assert calendar.is_working(due)
    assert calendar.between(start, due) == days


@given(CALENDARS, NEAR, TERMS)
def test_a_longer_term_ends_later(calendar, start, days):
    assert calendar.due(start, days) < calendar.due(start, days + 1)


@given(CALENDARS, NEAR, TERMS)
def test_a_later_start_ends_no_sooner(calendar, start, days):
    assert calendar.due(start, days) <= calendar.due(start + timedelta(days=1), days)


@given(CALENDARS, NEAR, TERMS, NEAR)
def test_one_more_holiday_brings_no_day_forward_and_one_more_made_up_day_puts_none_off(
    calendar, start, days, day
):
    due = calendar.due(start, days)
    fewer = WorkCalendar(calendar.off | {day}, calendar.made_up - {day}, calendar.yearly)
    more = WorkCalendar(calendar.off, calendar.made_up | {day}, calendar.yearly)
    assert fewer.due(start, days) >= due >= more.due(start, days)


@given(CALENDARS, NEAR, TERMS, TERMS)
def test_two_terms_after_each_other_are_one(calendar, start, first, second):
    assert calendar.due(calendar.due(start, first), second) == calendar.due(start, first + second)


@given(CALENDARS, DAYS, DAYS)
def test_working_days_between_add_up_and_never_fall_below_none(calendar, start, end):
    found = calendar.between(start, end)
    assert 0 <= found <= max((end - start).days, 0)
    assert calendar.between(start, start) == 0
