"""Stretches of time below each other with their milestones (a Gantt chart)."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.charts.data import Milestone, Stretch
from portal.kit.charts.scale import Scale, days, spread
from portal.kit.charts.svg import drawing, element, path

WIDTH, ROW, HEAD = 360.0, 40.0, 24.0
THICK = 8.0
YEARS = 5
# A name longer than this would leave the picture at 320 pixels; the table has it in full.
NAME = 40


def timeline(
    chart_id: str,
    *,
    title: str,
    stretches: Sequence[Stretch],
    today: date | None = None,
    span: tuple[date, date] | None = None,
) -> SafeString:
    """Return each stretch as a bar under its name, milestones as diamonds, today as a line.

    A stretch without a known day is named and has no bar. Several drawings below each other get
    the same `span` of days, so that one scale holds for all.
    """
    moments = [*(span or ()), *(day for stretch in stretches for day in _days_of(stretch))]
    moments = moments or [today or date.min]
    first, last = date(min(moments).year, 1, 1), date(max(moments).year, 12, 31)
    x = days(low=first, high=last, start=4, end=WIDTH - 4)
    height = HEAD + ROW * max(len(stretches), 1)
    content = [
        *_years(first.year, last.year, x, height),
        *_today(today, x, height),
        *(piece for row, each in enumerate(stretches) for piece in _stretch(each, row, x, last)),
    ]
    return drawing(
        chart_id,
        (WIDTH, height),
        kind="timeline",
        title=title,
        description=" ".join(_stretch_text(each) for each in stretches),
        content=content,
    )


def _days_of(stretch: Stretch) -> list[date]:
    ends = [day for day in (stretch.starts, stretch.ends) if day is not None]
    return ends + [milestone.at for milestone in stretch.milestones]


def _years(first: int, last: int, x: Scale, height: float) -> Iterator[SafeString]:
    for year in spread(list(range(first, last + 1)), YEARS):
        at = x(date(year, 1, 1).toordinal())
        yield element("path", {"class": "chart-grid", "d": path([(at, 16), (at, height)])})
        yield element("text", {"class": "chart-year", "x": at + 2, "y": 12}, str(year))


def _today(today: date | None, x: Scale, height: float) -> Iterator[SafeString]:
    if today is not None and x.low <= today.toordinal() <= x.high:
        at = x(today.toordinal())
        yield element("path", {"class": "chart-today", "d": path([(at, HEAD), (at, height)])})


def _stretch(stretch: Stretch, row: int, x: Scale, last: date) -> Iterator[SafeString]:
    top = HEAD + row * ROW
    name = stretch.name if len(stretch.name) <= NAME else stretch.name[: NAME - 1].rstrip() + "…"
    yield element("text", {"class": "chart-name", "x": 4, "y": top + 14}, name)
    if stretch.starts is not None:
        start, end = (x(day.toordinal()) for day in (stretch.starts, stretch.ends or last))
        yield element(
            "rect",
            {
                "class": "chart-stretch" if stretch.ends else "chart-stretch chart-open",
                "x": start,
                "y": top + 22,
                "width": max(end - start, 2),
                "height": THICK,
            },
        )
    yield from (_diamond(each, top + 22 + THICK / 2, x) for each in stretch.milestones)


def _diamond(milestone: Milestone, middle: float, x: Scale) -> SafeString:
    at, reach = x(milestone.at.toordinal()), 6
    corners = [
        (at, middle - reach),
        (at + reach, middle),
        (at, middle + reach),
        (at - reach, middle),
    ]
    kind = "chart-milestone chart-reached" if milestone.is_reached else "chart-milestone"
    return element("path", {"class": kind, "d": path(corners) + "Z"})


def _stretch_text(stretch: Stretch) -> str:
    """Return a stretch in words: its days, and each milestone with its day."""
    dates = "–".join(
        _("no day known") if day is None else _written(day)
        for day in (stretch.starts, stretch.ends)
    )
    reached = _("reached {day}")
    to_come = _("due {day}")
    milestones = [
        f"{each.name}: {(reached if each.is_reached else to_come).format(day=_written(each.at))}"
        for each in stretch.milestones
    ]
    return f"{stretch.name}: {'; '.join([dates, *milestones])}."


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
