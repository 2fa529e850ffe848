"""The chart of an indicator: the very figures of its table, and the targets they are to reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.charts import Aim, Line, Point, legend, line_chart
from projects.indicators.figures.goals import MeasuredTarget
from projects.indicators.figures.table import FigureTable
from projects.indicators.models import SeriesRole


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture and its legend."""

    picture: SafeString
    legend: SafeString


def chart_of(
    title: str, unit: str, table: FigureTable, goals: Sequence[MeasuredTarget]
) -> Chart | None:
    """Return the figures of the table over time; None where there are none to draw."""
    if not any(table.figures):
        return None
    lines, aims = lines_of(table), aims_of(goals)
    picture = line_chart("bieu-do", title=f"{title} ({unit})", unit=unit, lines=lines, aims=aims)
    return Chart(picture, legend(lines, aims))


def lines_of(table: FigureTable) -> list[Line]:
    """Return a line for each column, oldest first; a missing figure is a gap."""
    lines = []
    for place, series in enumerate(table.series):
        cells = [(row.at, row.label, row.cells[place].figure) for row in reversed(table.rows)]
        name = series.name
        if any(figure.is_sample for *_at, figure in cells if figure):
            name = _("{series} (with sample figures)").format(series=name)
        points = [Point(at, label, figure.value if figure else None) for at, label, figure in cells]
        lines.append(Line(name, points, is_benchmark=series.role == SeriesRole.BENCHMARK))
    return lines


def aims_of(goals: Sequence[MeasuredTarget]) -> list[Aim]:
    """Return the targets as the chart draws them, each at the end of its year."""
    aims = []
    for goal in goals:
        name = _("Target for {year}").format(year=goal.target.year)
        if goal.series is not None:
            name = f"{name}, {goal.series.name}"
        at = date(goal.target.year, 12, 31)
        aims.append(Aim(name, at, goal.target.value, goal.target.upper))
    return aims
