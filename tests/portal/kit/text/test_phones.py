"""Telephone numbers are kept in one shape, however people write them."""

import re

import pytest
from django.core.exceptions import ValidationError

from portal.kit.text.phones import (
    LIKE_A_MOBILE,
    NOT_VIETNAMESE,
    REPLACED,
    end_of,
    grouped,
    pattern_of,
    vietnamese_phone,
)


@pytest.mark.parametrize(
    ("typed", "kept", "read"),
    [
        ("0905 123 456", "0905123456", "0905 123 456"),
        ("+84 905.123.456", "0905123456", "0905 123 456"),
        ("+84 (0) 905-123-456", "0905123456", "0905 123 456"),
        ("84905123456", "0905123456", "0905 123 456"),
        ("0084 234 3822822", "02343822822", "0234 3822 822"),
        ("(0234) 3 822 822", "02343822822", "0234 3822 822"),
        ("024 3822 8228", "02438228228", "024 3822 8228"),
    ],
)
def test_a_number_is_kept_in_one_shape_and_read_in_groups(typed, kept, read):
    assert vietnamese_phone(typed) == kept
    assert vietnamese_phone(kept) == kept
    assert grouped(kept) == read
    assert re.search(pattern_of(kept), typed)


def test_what_looks_like_a_mobile_is_more_than_the_plan_has():
    """Who looks for numbers of persons in a text rather finds one too many."""
    likely = {
        number for number in range(100) if re.fullmatch(rf"{LIKE_A_MOBILE}\d", f"{number:02}")
    }
    known = {number for number in range(100) if is_kept(f"0{number:02}1234567")}
    assert known < likely
    assert sorted(likely - known) == [30, 31, 50, 51, 53, 54, 57, 71, 72, 73, 74, 75, 80]


def is_kept(typed):
    try:
        return bool(vietnamese_phone(typed))
    except ValidationError:
        return False


@pytest.mark.parametrize(
    ("typed", "holds"),
    [
        ("0234 3822 822 / 0905.123.456", True),
        ("(+84) 905 123 456 - 12", True),
        ("0905 123 457", False),
        ("0905 123 4567", False),
        ("10905123456", False),
        ("905123456", False),
    ],
)
def test_a_number_is_found_among_others_and_in_no_longer_one(typed, holds):
    assert bool(re.search(pattern_of("0905123456"), typed)) is holds


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("gọi tôi", NOT_VIETNAMESE),
        ("0905 123 45", NOT_VIETNAMESE),
        ("0905 123 4567", NOT_VIETNAMESE),
        ("1900 1234", NOT_VIETNAMESE),
        ("+1 202 555 0100", NOT_VIETNAMESE),
        ("\u0660\u0669\u0660\u0665123456", NOT_VIETNAMESE),
        ("9" * 5000, NOT_VIETNAMESE),
        ("0168 123 4567", REPLACED),
        ("054 3822822", REPLACED),
    ],
)
def test_what_nobody_can_call_is_refused_with_the_reason(typed, why):
    with pytest.raises(ValidationError) as caught:
        vietnamese_phone(typed)
    assert caught.value.messages == [str(why)]


def test_an_old_number_that_is_none_stays_as_it_was_typed():
    assert grouped("số nhà bên") == "số nhà bên"


@pytest.mark.parametrize(
    ("typed", "end"),
    [("3456", "3456"), ("0905 123 456", "3456"), ("+84905123456", "3456"), ("34 56", "3456"),
     ("345", ""), ("abcd", ""), ("\u0663\u0664\u0665\u0666", ""), ("1" * 400, "")],
)  # fmt: skip
def test_the_end_is_four_digits_or_nothing(typed, end):
    assert end_of(typed) == end
