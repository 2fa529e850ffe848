"""Lines over time, with the aims to be reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.charts.data import Aim, Line, Point
from portal.kit.charts.scale import Scale, days, spread, ticks
from portal.kit.charts.svg import drawing, element, path
from portal.kit.text.numbers import amount, figure

WIDTH, HEIGHT = 360.0, 230.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 24.0, 30.0
# Beside the last points stand names and values; a longer name is cut: the legend has it whole.
# There and beside the marks is more room only where a value itself needs it.
BESIDE, NAME, APART, EDGE = 104.0, 12, 15.0, 4.0
LABELS = 5
# How wide a letter of a label is drawn, about, and a narrow one.
LETTER, NARROW = 7.4, 3.6
# What is left of a name in fewer letters tells nothing.
MIN_NAME = 3
# Series beyond this number of values are told by their first, last, lowest and highest.
MAX_DESCRIBED = 12
STYLES = 6
# Beyond this number of values dots would hide the line; a value that stands alone keeps its dot.
DOTTED = 40


def line_chart(
    chart_id: str, *, title: str, unit: str, lines: Sequence[Line], aims: Sequence[Aim]
) -> SafeString:
    """Lines over time in a unit, gaps where values are missing, aims as dashed lines or bands."""
    points = [point for line in lines for point in line.points]
    moments = [point.at for point in points] + [aim.at for aim in aims]
    if not moments:
        moments = [date.min]
    marks, ends = _marks(lines, aims), _ends(lines, aims)
    left = max([LEFT, *(width_of(amount(mark)) + EDGE for mark in marks)])
    beside = max([BESIDE, *(width_of(figure(end.value)) + EDGE for end in ends)])
    right = beside if any(line.points for line in lines) else RIGHT
    x = days(low=min(moments), high=max(moments), start=left + 6, end=WIDTH - right - 6)
    y = Scale(float(marks[0]), float(marks[-1]), HEIGHT - BOTTOM, TOP)
    content = [
        *_grid(marks, y, unit, (left, WIDTH - right)),
        *_aims(aims, x, y, left),
        *(piece for place, line in enumerate(lines) for piece in draw_line(line, place, x, y)),
        *_labels(ends, y, WIDTH - beside + EDGE),
        *_moments(lines, aims, x),
    ]
    return drawing(
        chart_id,
        (WIDTH, HEIGHT),
        kind="line",
        title=title,
        description=describe(unit, lines, aims),
        content=content,
    )


def width_of(label: str) -> float:
    """Return how wide a label is drawn on a phone, where letters are the largest, about."""
    return sum(NARROW if sign in ".,: il…" else LETTER for sign in label)


def scale_note(lines: Sequence[Line], aims: Sequence[Aim]) -> str:
    """Return where the upright scale of such a chart begins in words; "" where 0 is on it."""
    marks = _marks(lines, aims)
    if marks[0] <= 0 <= marks[-1]:
        return ""
    words = _("The vertical axis begins at {value}, not at 0.")
    return words.format(value=amount(marks[0]))


def _marks(lines: Sequence[Line], aims: Sequence[Aim]) -> list[Decimal]:
    points = [point for line in lines for point in line.points]
    return ticks([*_values(points), *_values_of(aims)])


def _values(points: Sequence[Point]) -> list[Decimal]:
    return [point.value for point in points if point.value is not None]


def _values_of(aims: Sequence[Aim]) -> list[Decimal]:
    return [value for aim in aims for value in (aim.value, aim.upper) if value is not None]


def _grid(
    marks: list[Decimal], y: Scale, unit: str, ends: tuple[float, float]
) -> Iterator[SafeString]:
    left, right = ends
    yield element("text", {"class": "chart-unit", "x": 2, "y": 12}, unit)
    for mark in marks:
        at = y(mark)
        yield element("path", {"class": "chart-grid", "d": path([(left, at), (right, at)])})
        yield element("text", {"class": "chart-mark", "x": left - EDGE, "y": at + 4}, amount(mark))


def _aims(aims: Sequence[Aim], x: Scale, y: Scale, left: float) -> Iterator[SafeString]:
    """Yield each aim through its year to its day: a dashed line, or a band between two values."""
    # Bands first: they would cover the lines.
    for aim in sorted(aims, key=lambda aim: aim.upper is None):
        at, start = x(aim.at.toordinal()), max(left, x(date(aim.at.year, 1, 1).toordinal()))
        start = min(start, at - 6)
        if aim.upper is not None:
            top, bottom = y(aim.upper), y(aim.value)
            yield element(
                "rect",
                {
                    "class": "chart-band",
                    "x": start,
                    "y": top,
                    "width": at - start,
                    "height": max(bottom - top, 1),
                },
            )
        else:
            level = y(aim.value)
            yield element("path", {"class": "chart-aim", "d": path([(start, level), (at, level)])})
            yield element("circle", {"class": "chart-aim-end", "cx": at, "cy": level, "r": 5})


def draw_line(line: Line, place: int, x: Scale, y: Scale) -> Iterator[SafeString]:
    """Draw the runs of a line with their dots; a gap is where a value is missing."""
    look = look_of(line, place)
    for run in runs_of(line.points):
        spots = [(x(point.at.toordinal()), y(point.value or 0)) for point in run]
        if len(spots) > 1:
            yield element("path", {"class": f"chart-line chart-look-{look}", "d": path(spots)})
            if len(line.points) > DOTTED:
                continue
        yield from (
            element("circle", {"class": f"chart-dot chart-look-{look}", "cx": cx, "cy": cy, "r": 3})
            for cx, cy in spots
        )


@dataclass(frozen=True, slots=True)
class _End:
    """What stands beside the last point of a line or an aim, and how it looks."""

    value: Decimal
    look: str
    label: str


def _ends(lines: Sequence[Line], aims: Sequence[Aim]) -> list[_End]:
    """Return each line and aim by its name, with the value at its last point."""
    found = []
    for place, line in enumerate(lines):
        known = [point.value for point in line.points if point.value is not None]
        if known:
            label = _label(line.short or line.name, figure(known[-1]))
            found.append(_End(known[-1], f"chart-look-{look_of(line, place)}", label))
    for aim in aims:
        if aim.upper is None:
            value = figure(aim.value)
            words = _("target {value}").format(value=value)
            label = words if width_of(words) + EDGE <= BESIDE else value
            found.append(_End(aim.value, "chart-aim-name", label))
    return found


def _labels(ends: Sequence[_End], y: Scale, edge: float) -> Iterator[SafeString]:
    """Draw the names and values beside the last points; they keep apart."""
    found = sorted((y(end.value), end.look, end.label) for end in ends)
    places = _spaced([at for at, *_rest in found])
    for (_at, look, label), at in zip(found, places, strict=True):
        yield element("text", {"class": f"chart-end {look}", "x": edge, "y": at + 4}, label)


def _label(name: str, value: str) -> str:
    """Return the name with the value; the name is cut, or left out, where both have no room."""
    room = min(NAME, int(BESIDE / LETTER) - len(value) - 1)
    if len(name) <= room:
        return f"{name} {value}"
    return f"{name[: room - 1].rstrip()}… {value}" if room >= MIN_NAME else value


def _spaced(places: Sequence[float]) -> list[float]:
    """Return rising places at least a line of text apart, moved up where they would fall out."""
    kept: list[float] = []
    for place in places:
        kept.append(max(place, kept[-1] + APART) if kept else max(place, TOP))
    over = max(0.0, kept[-1] - (HEIGHT - BOTTOM)) if kept else 0.0
    return [place - over for place in kept]


def look_of(line: Line, place: int) -> str:
    """Return what the style sheet calls the line that stands at a place in its chart."""
    return "benchmark" if line.is_benchmark else str(place % STYLES + 1)


def runs_of(points: Sequence[Point]) -> list[list[Point]]:
    """Return the stretches without a gap: a missing value ends one, and is never drawn as zero.

    So does a point that begins anew.
    """
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        elif point.begins:
            runs.append([point])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _moments(lines: Sequence[Line], aims: Sequence[Aim], x: Scale) -> Iterator[SafeString]:
    named = {point.at: point.label for line in lines for point in line.points}
    named |= {aim.at: f"{aim.at.year}" for aim in aims if aim.at not in named}
    for at in _labelled(named, x):
        place = x(at.toordinal())
        yield element(
            "text",
            {"class": "chart-moment", "x": place, "y": HEIGHT - 8, "text-anchor": _anchor(place)},
            named[at],
        )


def _anchor(place: float) -> str | None:
    """Return where a label hangs at its place: inside the picture also at its edges."""
    return "start" if place < LEFT + 25 else "end" if place > WIDTH - RIGHT - 25 else None


def _labelled(named: dict[date, str], x: Scale) -> list[date]:
    """Return the most moments, evenly spread, whose labels leave room for each other."""
    moments = sorted(named)
    tried = (spread(moments, number) for number in range(LABELS, 1, -1))
    return next((some for some in tried if _fit(some, named, x)), moments[-1:])


def _fit(moments: list[date], named: dict[date, str], x: Scale) -> bool:
    """Return whether a letter's width stands between the labels of moments in their order."""
    end = -LETTER
    for at in moments:
        place, width = x(at.toordinal()), len(named[at]) * LETTER
        begins = place - width * {"start": 0.0, "end": 1.0, None: 0.5}[_anchor(place)]
        if begins < end + LETTER:
            return False
        end = begins + width
    return True


def describe(unit: str, lines: Sequence[Line], aims: Sequence[Aim]) -> str:
    """Return the chart in words: unit, each series with its values, each aim."""
    sentences = [_("Unit: {unit}.").format(unit=unit)]
    sentences += [f"{line.name}: {_points_text(line.points)}." for line in lines]
    sentences += [f"{aim.name}: {_range(aim)}." for aim in aims]
    return " ".join(sentences)


def _points_text(points: Sequence[Point]) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return _("no figures yet")
    if len(points) <= MAX_DESCRIBED:
        return "; ".join(f"{point.label} {_value_text(point.value)}" for point in points)
    lowest, highest = (edge(known, key=lambda point: point.value or 0) for edge in (min, max))
    words = _("from {first} to {last}, lowest {lowest}, highest {highest}")
    return words.format(
        **{
            name: f"{point.label} {_value_text(point.value)}"
            for name, point in (
                ("first", known[0]),
                ("last", known[-1]),
                ("lowest", lowest),
                ("highest", highest),
            )
        }
    )


def _value_text(value: Decimal | None) -> str:
    return _("no figure") if value is None else figure(value)


def _range(aim: Aim) -> str:
    upper = "" if aim.upper is None else f"–{figure(aim.upper)}"
    return f"{figure(aim.value)}{upper}"
