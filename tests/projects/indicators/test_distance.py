"""How far a figure is from its target, as the page says it."""

from decimal import Decimal

import pytest

from projects.indicators.distance import distance
from projects.indicators.models import Indicator, Target

pytestmark = pytest.mark.usefixtures("in_vietnamese")


@pytest.mark.parametrize(
    ("value", "upper", "figure", "words", "reached"),
    [
        ("35", None, "30.5", "còn thiếu 4,5 máy/100 dân", False),
        ("35", None, "35.0", "đã đạt", True),
        ("35", None, "37.1", "đã đạt, vượt 2,1 máy/100 dân", True),
        ("32", "42", "31.90", "còn thiếu 0,1 máy/100 dân", False),
        ("32", "42", "40.51", "đã đạt", True),
        ("32", "42", "43", "đã đạt, vượt 1 máy/100 dân", True),
    ],
)
def test_the_distance_is_said_in_plain_words(value, upper, figure, words, reached):
    target = Target(value=Decimal(value), upper=None if upper is None else Decimal(upper))
    found = distance(target, Decimal(figure), Indicator(unit="máy/100 dân"))
    assert (found.words, found.is_reached) == (words, reached)


@pytest.mark.parametrize(
    ("value", "upper", "figure", "words", "reached"),
    [
        ("2", None, "2.6", "chưa đạt, cao hơn 0,6 đơn", False),
        ("2", None, "2", "đã đạt", True),
        ("2", None, "1.5", "đã đạt, thấp hơn 0,5 đơn", True),
        ("2", "3", "3.2", "chưa đạt, cao hơn 0,2 đơn", False),
        ("2", "3", "2.5", "đã đạt", True),
        ("2", "3", "1.5", "đã đạt, thấp hơn 0,5 đơn", True),
    ],
)
def test_where_less_is_better_a_target_is_reached_from_above(value, upper, figure, words, reached):
    target = Target(value=Decimal(value), upper=None if upper is None else Decimal(upper))
    complaints = Indicator(unit="đơn", less_is_better=True)
    found = distance(target, Decimal(figure), complaints)
    assert (found.words, found.is_reached) == (words, reached)


def test_without_a_figure_there_is_no_distance():
    assert distance(Target(value=Decimal(35)), None, Indicator(unit="máy")) is None
