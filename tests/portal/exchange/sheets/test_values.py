"""What people write in cells, and what they are told when nobody can read it."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from portal.exchange.sheets import values
from portal.exchange.sheets.writing import MAX_CELL_LENGTH, TOO_LONG


@pytest.mark.parametrize(
    ("read", "cell", "meant"),
    [
        (values.number, "35,5", Decimal("35.5")),
        (values.number, "1.234,5", Decimal("1234.5")),
        (values.number, " 1 234 ", Decimal(1234)),
        (values.number, 35.5, Decimal("35.5")),
        (values.number, "", None),
        (values.integer, "1.234", 1234),
        (values.integer, 3.0, 3),
        (values.day, "01/02/2007", date(2007, 2, 1)),
        (values.day, "2007-02-01", date(2007, 2, 1)),
        (values.day, datetime(2007, 2, 1, 5), date(2007, 2, 1)),
        (values.moment, "01/02/2007 08:30", datetime(2007, 2, 1, 1, 30, tzinfo=UTC)),
        (values.moment, "2007-02-01T08:30", datetime(2007, 2, 1, 1, 30, tzinfo=UTC)),
        (values.moment, date(2007, 2, 1), datetime(2007, 1, 31, 17, 0, tzinfo=UTC)),
        (values.yes_or_no, "CÓ", True),
        (values.yes_or_no, "Không", False),
        (values.yes_or_no, None, None),
        (values.text, "'=1+1", "=1+1"),
        (values.text, 7.0, "7"),
        (values.code, " 0905 123 456", "0905 123 456"),
        (values.text, "e\u0302\u0323", "ệ"),
    ],
)
def test_a_cell_means(read, cell, meant):
    assert read(cell) == meant


@pytest.mark.parametrize(
    ("read", "cell", "message"),
    [
        (values.number, "35.5", "35,5"),
        (values.number, "1,234.5", "35,5"),
        (values.number, "nhiều", "35,5"),
        (values.integer, "3,5", "số nguyên"),
        (values.integer, float("1e999"), "quá lớn"),
        (values.number, float("nan"), "quá lớn"),
        (values.day, "31/02/2007", "ngày/tháng/năm"),
        (values.day, "02/13/2007", "ngày/tháng/năm"),
        (values.day, "01/02/0007", "ngày/tháng/năm"),
        (values.moment, "hôm qua", "ngày/tháng/năm giờ:phút"),
        (values.yes_or_no, "chắc", "Có"),
        (values.text, TOO_LONG, "CSV"),
        (values.text, "a" * MAX_CELL_LENGTH, "CSV"),
        # Of 12/2007 and 7:30 Excel makes these by itself.
        (values.text, datetime(2007, 12, 1), "ngày hoặc giờ"),
        (values.text, time(7, 30), "ngày hoặc giờ"),
        # And of 0905123456 and 1.010030 these.
        (values.code, 905123456, "thành số"),
        (values.code, 1.01003, "thành số"),
        (values.text, values.CellError("#N/A"), "#N/A"),
        (values.number, values.CellError("#DIV/0!"), "#DIV/0!"),
    ],
)
def test_a_cell_that_nobody_can_read_says_what_to_write(read, cell, message):
    with pytest.raises(ValidationError, match=message):
        read(cell)


def test_a_choice_is_named_by_its_label_or_its_key():
    choices = {"vi": "Tiếng Việt", "en": "Tiếng Anh"}
    assert values.one_of("tiếng anh", choices) == "en"
    assert values.one_of("VI", choices) == "vi"
    with pytest.raises(ValidationError, match="“Tiếng Việt”, “Tiếng Anh”"):
        values.one_of("Pháp", choices)
