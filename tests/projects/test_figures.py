from datetime import date

import pytest

from projects.figures import measured_by, target_to_show
from projects.models import Observation, Target

TARGETS = [Target(year=year) for year in (2015, 2007, 2010)]


@pytest.mark.parametrize(
    ("year", "shown"), [(2006, 2007), (2007, 2007), (2008, 2010), (2026, 2015)]
)
def test_the_target_to_come_is_shown_else_the_last_one(year, shown):
    assert target_to_show(TARGETS, year=year).year == shown


def test_no_target_is_shown_where_none_is_known():
    assert target_to_show([], year=2007) is None


def figure(*days: date, **fields) -> Observation:
    return Observation(starts_on=days[0], ends_on=days[-1], **fields)


HALF = figure(date(2007, 1, 1), date(2007, 6, 30))
WHOLE = figure(date(2007, 7, 1), date(2007, 12, 31))
SAMPLE = figure(date(2007, 1, 1), date(2007, 9, 30), is_sample=True)
IN_2007, IN_2008 = date(2007, 10, 1), date(2008, 1, 1)


@pytest.mark.parametrize(
    ("figures", "today", "measure"),
    [
        ([HALF, WHOLE], IN_2008, WHOLE),
        ([HALF, WHOLE], IN_2007, WHOLE),
        ([HALF], IN_2007, HALF),
        # The year is over, and nobody says how it ended.
        ([HALF], IN_2008, None),
        ([HALF, SAMPLE], IN_2007, HALF),
        ([], IN_2007, None),
    ],
)
def test_a_target_is_measured_by_the_end_of_its_year_or_the_newest_before(figures, today, measure):
    assert measured_by(Target(year=2007), figures, today=today) is measure
