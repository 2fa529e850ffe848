from contextlib import nullcontext, suppress
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from enterprises.kit.coordinates import MAX_POINTS, Point, normal_coordinates, points_of

HUE = Point(Decimal("16.4637"), Decimal("107.5909"))
latitudes = st.decimals(6, 24, places=6, allow_nan=False)
longitudes = st.decimals(102, 118, places=6, allow_nan=False)


@pytest.mark.parametrize(
    "written",
    [
        "16.4637, 107.5909",
        "16.4637 107.5909",
        "16.4637;107.5909",
        "16,4637, 107,5909",
        "16,4637 107,5909",
        "16.4637° N, 107.5909° E",
        "16.4637°B  107.5909°Đ",
        "16.4637\t ,\u00a0 107.5909",
        "\r\n  16.4637, 107.5909  \r\n",
    ],
)
def test_a_point_is_read_as_people_write_it(written):
    assert points_of(written) == [HUE]


def test_nothing_is_no_place():
    assert points_of(" \n ") == []
    assert normal_coordinates("") == ""


def test_more_lines_are_a_route():
    assert normal_coordinates("16.4637, 107.5909\n\n16.5, 107.6") == (
        "16.463700, 107.590900\n16.500000, 107.600000"
    )


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("Phú Bài", "Dòng 1: hãy ghi vĩ độ, dấu phẩy rồi kinh độ"),
        ("16.4637", "Dòng 1: hãy ghi vĩ độ, dấu phẩy rồi kinh độ"),
        ("16.4637, 107.5909\n107.5909, 16.4637", "Dòng 2: kinh độ đứng trước"),
        ("48.85, 2.35", "Dòng 1: nơi này không ở Việt Nam"),
        ("-16.4637, 107.5909", "Dòng 1: nơi này không ở Việt Nam"),
        ("16.4637, 107.5909, 12", "Dòng 1: hãy ghi vĩ độ"),
        ("16.4637,, 107.5909", "Dòng 1: hãy ghi vĩ độ"),
        # All ways to share out so many spaces would take hours.
        (f"16.4637{' ' * 1_000_000}x", "Dòng 1: hãy ghi vĩ độ"),
    ],
)
def test_what_is_no_point_is_refused_by_its_line(written, message):
    with pytest.raises(ValidationError) as refused:
        points_of(written)
    assert refused.value.messages[0].startswith(message)


def test_a_route_has_an_end():
    with pytest.raises(ValidationError, match="201"):
        points_of("16.4637, 107.5909\n" * (MAX_POINTS + 1))


@given(latitudes, longitudes)
def test_what_is_kept_is_read_again_as_the_same_point(latitude, longitude):
    kept = normal_coordinates(f"{latitude}, {longitude}")
    assert points_of(kept) == [Point(latitude, longitude)]
    assert normal_coordinates(kept) == kept


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text):
    with suppress(ValidationError):
        points_of(text)


@given(st.decimals(-180, 180, places=6), st.decimals(-180, 180, places=6))
def test_no_point_is_read_that_is_not_in_viet_nam(latitude, longitude):
    is_here = 6 <= latitude <= 24 and 102 <= longitude <= 118
    with nullcontext() if is_here else pytest.raises(ValidationError):
        assert points_of(f"{latitude}, {longitude}") == [Point(latitude, longitude)]
