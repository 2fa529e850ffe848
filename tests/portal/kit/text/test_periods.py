from datetime import date

import pytest
from django.utils import translation

from portal.kit.text.periods import PeriodKind, is_full_period, period_label


@pytest.mark.parametrize(
    ("kind", "first", "last", "label"),
    [
        (PeriodKind.YEAR, date(2007, 1, 1), date(2007, 12, 31), "2007"),
        (PeriodKind.HALF, date(2007, 1, 1), date(2007, 6, 30), "first half of 2007"),
        (PeriodKind.HALF, date(2007, 7, 1), date(2007, 12, 31), "second half of 2007"),
        (PeriodKind.QUARTER, date(2007, 4, 1), date(2007, 6, 30), "second quarter of 2007"),
        (PeriodKind.QUARTER, date(2007, 10, 1), date(2007, 12, 31), "fourth quarter of 2007"),
        (PeriodKind.MONTH, date(2008, 2, 1), date(2008, 2, 29), "02/2008"),
        (PeriodKind.DAY, date(2007, 1, 30), date(2007, 1, 30), "30 January 2007"),
    ],
)
def test_a_period_is_called_by_its_name(kind, first, last, label):
    with translation.override("en"):
        assert period_label(kind, first, last) == label


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (PeriodKind.YEAR, date(2007, 1, 1), date(2007, 12, 30)),
        (PeriodKind.YEAR, date(2007, 2, 1), date(2008, 1, 31)),
        (PeriodKind.HALF, date(2007, 8, 1), date(2008, 1, 31)),
        (PeriodKind.QUARTER, date(2007, 2, 1), date(2007, 4, 30)),
        (PeriodKind.MONTH, date(2007, 2, 1), date(2007, 2, 27)),
        (PeriodKind.DAY, date(2007, 1, 1), date(2007, 1, 2)),
    ],
)
def test_other_days_are_no_period_and_are_written_out(kind, first, last):
    assert not is_full_period(kind, first, last)
    assert period_label(kind, first, last) == f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"


def test_no_day_of_an_english_page_is_taken_for_another():
    first, last = date(2007, 2, 1), date(2007, 3, 15)
    assert period_label(PeriodKind.DAY, first, first) == "01/02/2007"
    with translation.override("en"):
        assert period_label(PeriodKind.YEAR, first, last) == "1 February 2007–15 March 2007"
