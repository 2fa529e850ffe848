"""Units say what one of a figure stands for, and by how many it is counted."""

from decimal import Decimal

import pytest

from projects.kit.numbers import agrees, in_full, is_ratio, ratio, scale


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("người", 1),
        ("nghìn người", 1_000),
        ("1.000 người", 1_000),
        ("1000 người", 1_000),
        ("vạn người", 10_000),
        ("10 triệu đồng", 10_000_000),
        ("Nghìn tỷ đồng", 10**12),
        ("tỷ lệ", 1),
        ("tỉnh", 1),
        ("4G", 1),
        ("2G/100 dân", 1),
        ("0 đồng", 1),
    ],
)
def test_one_of_a_unit_is_what_its_first_words_say(unit, one):
    assert scale(unit) == one


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("cuộc/người", "0.005"),
        ("cuộc/100 dân", "0.5"),
        ("cuộc / 1.000 dân", "5"),
        ("cuộc/nghìn dân", "5"),
        ("cuộc/vạn dân", "50"),
        ("cuộc/10 vạn dân", "500"),
        ("cuộc/100.000 dân", "500"),
        ("cuộc/100 nghìn dân", "500"),
        ("cuộc/1 triệu dân", "5000"),
        ("cuộc/tháng/100 dân", "0.5"),
        ("nghìn cuộc/100 nghìn dân", "0.5"),
        ("%", "0.5"),
        ("% số cuộc/năm", "0.5"),
    ],
)
def test_a_ratio_is_counted_by_as_many_as_its_unit_says(unit, text):
    assert ratio(unit, Decimal(5_500), Decimal(1_100_000)) == Decimal(text)


def test_a_figure_in_full_has_no_scale():
    assert in_full("1.000 người", Decimal("1143.5")) == 1_143_500
    assert in_full("vạn người", Decimal("114.35")) == 1_143_500


@pytest.mark.parametrize(
    ("value", "exact", "does"),
    [
        ("28.7", "28.7", True),
        ("28.7", "28.74", True),
        ("28.7", "28.79", True),
        ("28.7", "28.6", False),
        ("-5", "-5.2", True),
        ("-5", "5", False),
        ("5", "-5", False),
        ("0", "-0.3", True),
    ],
)
def test_a_figure_agrees_with_what_it_is_rounded_or_cut_of(value, exact, does):
    assert agrees(Decimal(value), Decimal(exact)) is does


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("% hộ", True),
        ("triệu đồng/người", True),
        ("triệu đồng/người/năm", True),
        ("máy/100 dân", True),
        ("lượt/năm", False),
        ("GB / tháng", False),
        ("thuê bao", False),
    ],
)
def test_a_figure_for_each_is_a_ratio_and_one_for_a_time_is_none(unit, expected):
    assert is_ratio(unit) == expected
