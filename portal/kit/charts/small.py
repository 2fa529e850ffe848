"""A small chart of one line: several side by side share one scale, so that they compare."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from portal.kit.charts.data import Line
from portal.kit.charts.line import describe, draw_line, width_of
from portal.kit.charts.scale import Scale, days, ticks
from portal.kit.charts.svg import Attribute, drawing, element, number, path
from portal.kit.text.numbers import figure

WIDTH, HEIGHT = 180.0, 110.0
# Of several in one picture.
COLUMNS, GAP = 3, 14.0
LEFT, RIGHT, TOP, BOTTOM = 6.0, 50.0, 26.0, 12.0
# Between a line's end and its value.
AFTER = 6.0


def small_chart(
    chart_id: str, *, unit: str, line: Line, place: int, among: Sequence[Decimal]
) -> SafeString:
    """Return one line with its name and last value; `among` are the values of all such charts."""
    return drawing(
        chart_id,
        (WIDTH, HEIGHT),
        kind="small",
        title=line.name,
        description=describe(unit, [line], ()),
        content=_content(line, place, among),
    )


def small_charts(
    chart_id: str, *, title: str, unit: str, lines: Sequence[Line], among: Sequence[Decimal]
) -> SafeString:
    """Return the small charts of the lines in one picture, row by row."""
    columns = min(COLUMNS, len(lines))
    rows = -(-len(lines) // columns)
    content = [
        element(
            "g",
            {"transform": f"translate({number(x)} {number(y)})"},
            *_content(line, place + 1, among),
        )
        for place, line in enumerate(lines)
        for x, y in [(place % columns * (WIDTH + GAP), place // columns * (HEIGHT + GAP))]
    ]
    return drawing(
        chart_id,
        (columns * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP),
        kind="parts",
        title=title,
        description=describe(unit, lines, ()),
        content=content,
    )


def _content(line: Line, place: int, among: Sequence[Decimal]) -> list[SafeString]:
    """Return what a small chart is drawn of."""
    # It has no marks, so its base line stands for 0.
    marks = ticks([Decimal(0), *among])
    moments = [point.at for point in line.points]
    # The same in all of them, or they would not compare.
    right = WIDTH - max([RIGHT, *(width_of(figure(value)) + AFTER for value in among)])
    x = days(low=min(moments), high=max(moments), start=LEFT, end=right)
    y = Scale(float(marks[0]), float(marks[-1]), HEIGHT - BOTTOM, TOP)
    base = path([(LEFT, y(0)), (right, y(0))])
    content = [
        element("text", {"class": "chart-name", "x": LEFT, "y": 14}, _cut(line.name)),
        element("path", {"class": "chart-grid", "d": base}),
        *draw_line(line, place, x, y),
    ]
    known = [point for point in line.points if point.value is not None]
    if known and known[-1].value is not None:
        at = y(known[-1].value) + 4
        end: dict[str, Attribute] = {
            "class": "chart-end",
            "x": x(known[-1].at.toordinal()) + AFTER,
            "y": at,
        }
        content.append(element("text", end, figure(known[-1].value)))
    return content


def _cut(name: str) -> str:
    """Return a name as far as it has room above its chart; the title says the whole of it."""
    if width_of(name) <= WIDTH - LEFT:
        return name
    most = max(end for end in range(len(name)) if width_of(f"{name[:end]}…") <= WIDTH - LEFT)
    return f"{name[:most].rstrip()}…"
