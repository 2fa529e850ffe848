"""The chart of an indicator away from its page, with all that has to go with it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.exchange.datafiles.facts import licence
from portal.kit.charts import standalone
from portal.kit.site_names import site_name
from portal.publishing.languages import spoken_path
from projects.indicators.english import in_this_language
from projects.indicators.figures.chart import Chart, chart_of
from projects.indicators.figures.page import PageFigures, read_page
from projects.indicators.figures.query import FigureQuery
from projects.indicators.models import Indicator


@dataclass(frozen=True, slots=True)
class Drawn:
    """An indicator with its chart and what it is made of."""

    indicator: Indicator
    chart: Chart
    read: PageFigures

    @property
    def page(self) -> str:
        """Return where the page of the indicator is, in the language that is spoken."""
        return f"{settings.SITE_URL}{spoken_path(self.indicator.path)}"

    @property
    def is_sample(self) -> bool:
        return self.indicator.is_sample or self.read.table.has_samples

    @property
    def source(self) -> str:
        return f"{_('Source')}: {site_name()}, {self.page}"

    def foot(self) -> list[str]:
        """Return what has to go with the chart wherever it goes."""
        marks = [_("Sample figures: made up, no facts.")] if self.is_sample else []
        marks += [_("A demonstration, not an official site") + "."] if settings.SITE_IS_DEMO else []
        return [" ".join(marks), f"{self.source}.", licence()]


def drawn_or_404(slug: str) -> Drawn:
    """Return the chart of a public indicator; raise Http404 where it has no figures."""
    rows = Indicator.objects.public().with_first_step()
    found = get_object_or_404(rows, path=Indicator.path_of(slug))
    in_this_language(found)
    read = read_page(found, FigureQuery())
    chart = chart_of(found, read.table, read.goals)
    if chart is None:
        raise Http404
    return Drawn(found, chart, read)


def svg_of(drawn: Drawn) -> SafeString:
    """Return the chart as an SVG file that stands alone."""
    chart = drawn.chart
    heading = chart.finding or drawn.indicator.title
    return standalone(chart.picture, heading=heading, foot=drawn.foot())
