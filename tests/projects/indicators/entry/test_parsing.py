"""What people write for figures and periods is read as they meant it, or refused with a word."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from portal.kit.text.periods import PeriodKind, period_label, period_with
from projects.indicators.entry import parsing


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("35,5", "35.5"),
        ("35.5", "35.5"),
        ("28,70", "28.70"),
        ("0.234", "0.234"),
        ("1,234", "1.234"),
        ("1234", "1234"),
        ("1234.567", "1234.567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234 567,8", "1234567.8"),
        ("1\u00a0234,8", "1234.8"),
        ("-3,5", "-3.5"),
        ("\u22123,5", "-3.5"),
        (35.5, "35.5"),
        # A real number of a spreadsheet cannot be mistaken.
        (1.234, "1.234"),
        (1234, "1234"),
        (Decimal("16.82"), "16.82"),
    ],
)
def test_a_number_is_read_with_just_its_digits(written, read):
    assert str(parsing.parse_number(written)) == read


@pytest.mark.parametrize("written", ["", "  ", None])
def test_an_empty_cell_is_no_number(written):
    assert parsing.parse_number(written) is None


@pytest.mark.parametrize("written", ["1.234", "12.345", "-123.456"])
def test_what_can_be_read_in_two_ways_is_refused_with_both(written):
    with pytest.raises(ValidationError) as caught:
        parsing.parse_number(written)
    [message] = caught.value.messages
    assert written.replace(".", "") in message
    assert written.replace(".", ",") in message


@pytest.mark.parametrize(
    "written",
    [
        "ba mươi",
        "35%",
        "1,2,3",
        "1.23.4",
        "1.234.56",
        "1,234,5",
        "1.234.567.8",
        "12..5",
        "NaN",
        "1e5",
        "١٢",
        "9" * 30,
        "1" * 41,
        True,
    ],
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValidationError):
        parsing.parse_number(written)


@pytest.mark.parametrize(
    ("kind", "written", "first", "last"),
    [
        ("year", "2007", "2007-01-01", "2007-12-31"),
        ("year", 2007, "2007-01-01", "2007-12-31"),
        ("year", 2007.0, "2007-01-01", "2007-12-31"),
        ("year", "Năm 2007", "2007-01-01", "2007-12-31"),
        ("half", "6 tháng đầu năm 2007", "2007-01-01", "2007-06-30"),
        ("half", "6 tháng cuối 2007", "2007-07-01", "2007-12-31"),
        ("half", "H2/2007", "2007-07-01", "2007-12-31"),
        ("quarter", "Q1/2007", "2007-01-01", "2007-03-31"),
        ("quarter", "Quý IV năm 2007", "2007-10-01", "2007-12-31"),
        ("quarter", "quý 2/2007", "2007-04-01", "2007-06-30"),
        ("month", "01/2007", "2007-01-01", "2007-01-31"),
        ("month", "Tháng 2/2008", "2008-02-01", "2008-02-29"),
        # A spreadsheet makes a day of a typed 02/2007.
        ("month", datetime(2007, 2, 1), "2007-02-01", "2007-02-28"),
        ("day", "30/06/2007", "2007-06-30", "2007-06-30"),
        ("day", "2007-06-30", "2007-06-30", "2007-06-30"),
        ("day", datetime(2007, 6, 30), "2007-06-30", "2007-06-30"),
        ("day", date(2007, 6, 30), "2007-06-30", "2007-06-30"),
    ],
)
def test_a_period_is_read_as_people_write_it(kind, written, first, last):
    assert [str(day) for day in parsing.parse_period(written, kind)] == [first, last]


@pytest.mark.parametrize(
    ("kind", "written", "message"),
    [
        ("quarter", "2007", "Q1/2007"),
        ("year", "Q1/2007", "2007"),
        ("year", datetime(2007, 1, 1), "2007"),
        ("day", "31/02/2007", "30/06/2007"),
        ("month", "13/2007", "01/2007"),
        ("quarter", "Q5/2007", "Q1/2007"),
        ("year", "1807", "2007"),
        ("half", "", "6 tháng đầu năm 2007"),
        ("day", None, "30/06/2007"),
        ("year", "hai nghìn lẻ bảy", "2007"),
    ],
)
def test_another_period_is_refused_with_an_example(kind, written, message):
    with pytest.raises(ValidationError) as caught:
        parsing.parse_period(written, kind)
    assert message in caught.value.messages[0]


@pytest.mark.parametrize("kind", PeriodKind.values)
@pytest.mark.parametrize("month", [1, 5, 12])
def test_what_the_pages_write_is_read_back(kind, month):
    days = period_with(kind, date(2007, month, 15))
    assert parsing.parse_period(parsing.format_period(kind, days[0]), kind) == days
    assert parsing.parse_period(period_label(kind, *days), kind) == days
