import pytest

from projects.indicators.figures.goals import measured_targets, target_to_show
from projects.indicators.figures.query import FigureQuery, read_figures, read_targets
from projects.indicators.models import Indicator, Target
from tests import builders as site
from tests.projects import builders

TARGETS = [Target(year=year) for year in (2015, 2007, 2010)]


@pytest.mark.parametrize(
    ("year", "shown"), [(2006, 2007), (2007, 2007), (2008, 2010), (2026, 2015)]
)
def test_the_target_to_come_is_shown_else_the_last_one(year, shown):
    assert target_to_show(TARGETS, year=year).year == shown


def test_no_target_is_shown_where_none_is_known():
    assert target_to_show([], year=2007) is None


@pytest.mark.django_db
def test_a_target_is_measured_by_the_newest_figure_by_the_end_of_its_year():
    report, density = site.article(), builders.indicator()
    country = builders.benchmark(density)
    for year, value, fields in (
        (2005, "28.7", {}),
        (2006, "30.5", {}),
        (2007, "99.9", {"is_sample": True}),
        (2008, "37.1", {}),
        (2006, "31.2", {"series": country}),
    ):
        builders.observation(density, report, year, value, **fields)
    builders.target(density, report, 2007, equals_benchmark=True)
    builders.target(density, report, 2004)
    builders.target(density, report, 2010, "32", upper=42, series=country)
    page = Indicator.objects.public().with_public_times().get()
    series = list(page.series.all())
    targets = read_targets(page, series, FigureQuery())
    figures = read_figures(page, series, series[:1], targets, FigureQuery())
    goals = measured_targets(targets, series, figures, page)
    assert [
        (goal.target.year, goal.series and goal.series.name, goal.figure and str(goal.figure.value))
        for goal in goals
    ] == [(2004, None, None), (2007, None, "30.5"), (2010, "Cả nước", "31.2")]
    assert [goal.benchmark and str(goal.benchmark.value) for goal in goals] == [None, "31.2", None]
