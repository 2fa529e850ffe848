"""The chart of an indicator away from its page, with all that has to go with it."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from portal.exchange.chart_files import ChartFile
from projects.indicators.english import in_this_language
from projects.indicators.figures.chart import Chart, chart_of, parts_of, periods_of_parts
from projects.indicators.figures.page import PageFigures, read_page
from projects.indicators.figures.query import FigureQuery
from projects.indicators.models import Indicator

# What addresses call the small charts.
PARTS: Final = "cac-phan"


@dataclass(frozen=True, slots=True)
class Drawn:
    """An indicator with its chart and what it is made of."""

    indicator: Indicator
    chart: Chart
    read: PageFigures

    @property
    def is_sample(self) -> bool:
        return self.indicator.is_sample or self.read.table.has_samples

    @property
    def heading(self) -> str:
        return self.chart.summary or self.indicator.title


def drawn_or_404(slug: str) -> Drawn:
    """Return the chart of a public indicator; raise Http404 where it has no figures."""
    rows = Indicator.objects.public().with_public_times()
    found = get_object_or_404(rows, path=Indicator.path_of(slug))
    in_this_language(found)
    read = read_page(found, FigureQuery())
    chart = chart_of(found, read.table, read.goals)
    if chart is None:
        raise Http404
    return Drawn(found, chart, read)


def chart_file(slug: str) -> ChartFile:
    """Return the chart of a public indicator as it goes elsewhere; raise Http404 without one."""
    drawn = drawn_or_404(slug)
    return ChartFile(
        slug,
        drawn.heading,
        drawn.chart.picture,
        drawn.indicator.path,
        drawn.chart.legend,
        is_sample=drawn.is_sample,
        has_lines=True,
        note=drawn.chart.note,
    )


def parts_file(slug: str) -> ChartFile:
    """Return the small charts of an indicator in one picture; raise Http404 without them."""
    drawn = drawn_or_404(slug)
    indicator, table = drawn.indicator, drawn.read.table
    picture = parts_of(indicator, table)
    if not picture:
        raise Http404
    # In the picture stand neither unit nor days.
    title = f"{indicator.title} ({indicator.unit}), {periods_of_parts(indicator, table)}"
    return ChartFile(
        f"{slug}-{PARTS}",
        _("%(title)s: part by part, on one scale") % {"title": title},
        picture,
        indicator.path,
        is_sample=drawn.is_sample,
        has_lines=True,
    )
