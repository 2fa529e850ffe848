"""What the page of an indicator, its chart and its card are made of: read once, in one way."""

from dataclasses import dataclass

from django.http import Http404

from portal.kit.postgres.prepared import Prepared
from projects.indicators.english import name_series
from projects.indicators.figures.goals import MeasuredTarget, measured_targets
from projects.indicators.figures.query import (
    FigureQuery,
    read_figures,
    read_targets,
    series_to_show,
)
from projects.indicators.figures.table import FigureTable, table_of
from projects.indicators.models import Indicator, Observation, Series
from projects.indicators.models.observation import facts_first
from projects.indicators.models.series import SeriesQuerySet

# A list of the series of an indicator ends here: operators times services are fewer.
MAX_SERIES = 200


@dataclass(frozen=True, slots=True)
class PageFigures:
    """The series of an indicator, its figures, their table, and its goals."""

    series: list[Series]
    figures: list[Observation]
    table: FigureTable
    goals: list[MeasuredTarget]

    @property
    def latest(self) -> Observation | None:
        """Return the newest figure of the main series, a sample only where there is no fact."""
        main = {each.pk for each in self.series if each.is_main}
        own = [each for each in self.figures if each.series_id in main]
        return max(facts_first(own), key=lambda each: (each.ends_on, each.starts_on), default=None)


def read_page(indicator: Indicator, query: FigureQuery) -> PageFigures:
    """Return the figures that a query asks for; raise Http404 for a series that is not there."""
    series = _series(indicator=indicator.pk)
    shown = series_to_show(series, query.series)
    if shown is None:
        raise Http404
    name_series(series)
    targets = read_targets(indicator, series, query)
    figures = read_figures(indicator, series, shown, targets, query)
    table = table_of(indicator, shown, figures, before=query.before)
    goals = measured_targets(targets, series, figures, indicator)
    return PageFigures(series, figures, table, goals)


def _series_of(indicator: int) -> SeriesQuerySet:
    return Series.objects.filter(indicator=indicator).for_pages()[:MAX_SERIES]


_series = Prepared(_series_of, indicator=int)
