"""The chart of an indicator: the very figures of its table, and the targets they are to reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.charts import (
    Aim,
    Line,
    Point,
    legend,
    line_chart,
    scale_note,
    small_chart,
    small_charts,
)
from projects.indicators.figures.chart_summary import chart_summary
from projects.indicators.figures.goals import MeasuredTarget
from projects.indicators.figures.table import FigureTable, PeriodRow
from projects.indicators.models import Indicator, Observation, SeriesRole

# Below this number of lines of parts a grid of small charts would show nothing new.
MIN_PARTS: Final = 2


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture with its summary in a sentence, its legend, and small ones of each part.

    `note` says where its scale begins, unless at 0.
    """

    picture: SafeString
    legend: SafeString
    summary: str
    parts: list[SafeString]
    note: str


def chart_of(
    indicator: Indicator,
    table: FigureTable,
    goals: Sequence[MeasuredTarget],
    *,
    of_one_series: bool = False,
) -> Chart | None:
    """Return the figures of the table over time; None where there are none to draw.

    `of_one_series` says that the table is of a series that was chosen, not of the indicator.
    """
    if not any(table.figures):
        return None
    lines, aims = lines_of(indicator, table), aims_of(table, goals, of_one_series=of_one_series)
    title, unit = f"{indicator.title} ({indicator.unit})", indicator.unit
    picture = line_chart("bieu-do", title=title, unit=unit, lines=lines, aims=aims)
    words = chart_summary(indicator, table, goals)
    note = scale_note(lines, aims)
    return Chart(picture, legend(lines, aims), words, _parts(unit, lines), note)


def parts_of(indicator: Indicator, table: FigureTable) -> SafeString:
    """Return the small charts of an indicator in one picture; empty where there are none."""
    parts, values = _parts_and_values(lines_of(indicator, table))
    if not parts:
        return SafeString("")
    title = f"{indicator.title} ({indicator.unit})"
    return small_charts("cac-phan", title=title, unit=indicator.unit, lines=parts, among=values)


def periods_of_parts(indicator: Indicator, table: FigureTable) -> str:
    """Return the first and the last period of the small charts, which have no axis of time."""
    parts, _values = _parts_and_values(lines_of(indicator, table))
    points = (point for line in parts for point in line.points if point.value is not None)
    labels = [point.label for point in sorted(points, key=lambda point: point.at)]
    return " – ".join(dict.fromkeys([*labels[:1], *labels[-1:]]))


def _parts(unit: str, lines: Sequence[Line]) -> list[SafeString]:
    """Return a small chart of each part."""
    parts, values = _parts_and_values(lines)
    return [
        small_chart(f"bieu-do-{place}", unit=unit, line=line, place=place, among=values)
        for place, line in enumerate(parts, start=1)
    ]


def _parts_and_values(lines: Sequence[Line]) -> tuple[list[Line], list[Decimal]]:
    """Return the lines that are neither the whole nor for comparison, and all their values."""
    parts = [line for line in lines[1:] if not line.is_benchmark]
    if len(parts) < MIN_PARTS:
        return [], []
    values = [point.value for line in parts for point in line.points if point.value is not None]
    return parts, values


def lines_of(indicator: Indicator, table: FigureTable) -> list[Line]:
    """Return a line for each column, oldest first; a missing figure is a gap."""
    lines = []
    for place, series in enumerate(table.series):
        column = table.column(place)
        name = series.name
        # Of an indicator that is made up as a whole its page says so once.
        if not indicator.is_sample and any(each.is_sample for _row, each in column if each):
            name = _("{series} (with sample figures)").format(series=name)
        is_benchmark = series.role == SeriesRole.BENCHMARK
        lines.append(Line(name, points_of(column), is_benchmark=is_benchmark, short=series.name))
    return lines


def points_of(column: Iterable[tuple[PeriodRow, Observation | None]]) -> list[Point]:
    """Return the points of a column of the table; a missing figure is a gap.

    Of a year no line leads to a quarter: they are no more than neighbours.
    """
    points, before = [], None
    for row, each in column:
        begins = each is not None and before is not None and each.months != before.months
        points.append(Point(row.at, row.label, each.value if each else None, begins=begins))
        before = each or before
    return points


def aims_of(
    table: FigureTable, goals: Iterable[MeasuredTarget], *, of_one_series: bool
) -> list[Aim]:
    """Return the targets of the table's series as the chart draws them, each at its year's end."""
    # What is the main one's, or the indicator's where it has none, names no series.
    shown = {None if each.is_main else each.pk for each in table.series}
    if not of_one_series:
        shown.add(None)
    aims = []
    for goal in goals:
        if (goal.series.pk if goal.series else None) not in shown:
            continue
        name = _("Target for {year}").format(year=goal.target.year)
        if goal.series is not None:
            name = f"{name}, {goal.series.name}"
        at = date(goal.target.year, 12, 31)
        aims.append(Aim(name, at, goal.target.value, goal.target.upper))
    return aims
