from datetime import date

import pytest

from enterprises.kit.periods import ReportPeriod, ended


@pytest.mark.parametrize(
    ("code", "first", "last", "before", "after"),
    [
        ("2007-q1", date(2007, 1, 1), date(2007, 3, 31), "2006-q4", "2007-q2"),
        ("2007-q4", date(2007, 10, 1), date(2007, 12, 31), "2007-q3", "2008-q1"),
        ("2007", date(2007, 1, 1), date(2007, 12, 31), "2006", "2008"),
    ],
)
def test_a_code_stands_for_a_period(code, first, last, before, after):
    period = ReportPeriod.of(code)
    assert period.code == code
    assert period.days == (first, last)
    assert (period.before.code, period.after.code) == (before, after)


@pytest.mark.parametrize("code", ["", "2007-q5", "2007-q0", "207", "2007-Q1", "2007-q1 ", "٢٠٠٧"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(ValueError, match=rf"^{code}$"):
        ReportPeriod.of(code)


def test_only_periods_that_are_over_are_offered():
    assert [str(p.code) for p in ended("quarter", date(2007, 3, 31), 2)] == ["2006-q4", "2006-q3"]
    assert [str(p.code) for p in ended("quarter", date(2007, 4, 1), 2)] == ["2007-q1", "2006-q4"]
    assert [p.code for p in ended("year", date(2007, 12, 31), 1)] == ["2006"]


def test_a_year_has_its_quarters_and_a_quarter_has_none():
    assert [p.code for p in ReportPeriod(2007).quarters] == [
        "2007-q1", "2007-q2", "2007-q3", "2007-q4",
    ]  # fmt: skip
    assert ReportPeriod(2007, 1).quarters == ()
