from datetime import date

import pytest

from projects.figures import goals_of, target_to_show
from projects.models import Observation, Target

TARGETS = [Target(year=year) for year in (2015, 2007, 2010)]


@pytest.mark.parametrize(
    ("year", "shown"), [(2006, 2007), (2007, 2007), (2008, 2010), (2026, 2015)]
)
def test_the_target_to_come_is_shown_else_the_last_one(year, shown):
    assert target_to_show(TARGETS, year=year).year == shown


def test_no_target_is_shown_where_none_is_known():
    assert target_to_show([], year=2007) is None


def test_a_target_is_reached_by_the_figure_at_the_end_of_its_year():
    half = Observation(starts_on=date(2007, 1, 1), ends_on=date(2007, 6, 30))
    whole = Observation(starts_on=date(2007, 7, 1), ends_on=date(2007, 12, 31))
    [goal] = goals_of([Target(year=2007)], [half, whole])
    assert goal.reached is whole


def test_a_figure_of_another_day_is_no_answer_to_a_target():
    half = Observation(starts_on=date(2007, 1, 1), ends_on=date(2007, 6, 30))
    [goal] = goals_of([Target(year=2007)], [half])
    assert goal.reached is None
