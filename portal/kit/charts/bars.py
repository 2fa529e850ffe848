"""Bars: beside their names, for comparing a few values, and one for how far something is."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.charts.data import Bar
from portal.kit.charts.scale import Scale
from portal.kit.charts.svg import drawing, element
from portal.kit.text.numbers import amount, figure

WIDTH, ROW, THICK = 360.0, 40.0, 14.0
PROGRESS_WIDTH, PROGRESS_HEIGHT, FULL_PERCENT = 120.0, 8.0, Decimal(100)
STACK_WIDTH, STACK_HEIGHT, STACK_GAP = 600.0, 14.0, 2.0


def bar_chart(chart_id: str, *, title: str, unit: str, bars: Sequence[Bar]) -> SafeString:
    """Return one bar under each name, from zero; a missing value is said, not drawn as zero."""
    known = [bar.value for bar in bars if bar.value is not None]
    low, high = min([Decimal(0), *known]), max([Decimal(0), *known])
    x = Scale(float(low), float(high if high > low else low + 1), 2, WIDTH - 2)
    sentences = [f"{bar.name}: {_value_text(bar)}." for bar in bars]
    return drawing(
        chart_id,
        (WIDTH, ROW * max(len(bars), 1)),
        kind="bars",
        title=title,
        description=" ".join([_("Unit: {unit}.").format(unit=unit), *sentences]),
        content=[piece for place, bar in enumerate(bars) for piece in _bar(bar, place, x)],
    )


def _bar(bar: Bar, place: int, x: Scale) -> Iterator[SafeString]:
    top = place * ROW
    yield element("text", {"class": "chart-name", "x": 2, "y": top + 15}, bar.name)
    yield element("text", {"class": "chart-value", "x": WIDTH - 2, "y": top + 15}, _value_text(bar))
    if bar.value is None:
        return
    start, end = sorted((x(0), x(bar.value)))
    yield element(
        "rect",
        {
            "class": "chart-bar",
            "x": start,
            "y": top + 21,
            "width": max(end - start, 1),
            "height": THICK,
        },
    )


def _value_text(bar: Bar) -> str:
    return _("no figure") if bar.value is None else figure(bar.value)


def progress_bar(chart_id: str, *, title: str, percent: Decimal | None) -> SafeString:
    """A bar filled to a percentage between 0 and 100; an unknown one stays empty and says so."""
    filled = None if percent is None else min(max(percent, Decimal(0)), FULL_PERCENT)
    words = _("no information yet") if filled is None else f"{amount(filled)} %"
    rounded = {"x": 0, "y": 0, "height": PROGRESS_HEIGHT, "rx": PROGRESS_HEIGHT / 2}
    content = [element("rect", {"class": "chart-rest"} | rounded | {"width": PROGRESS_WIDTH})]
    if filled:
        width = float(filled) / 100 * PROGRESS_WIDTH
        content.append(element("rect", {"class": "chart-done"} | rounded | {"width": width}))
    return drawing(
        chart_id,
        (PROGRESS_WIDTH, PROGRESS_HEIGHT),
        kind="progress",
        title=title,
        description=words,
        content=content,
    )


def stacked_bar(chart_id: str, *, title: str, parts: Sequence[tuple[str, int, str]]) -> SafeString:
    """Draw one bar with a stretch for each part: its name, its number, and how it looks."""
    parts = [part for part in parts if part[1]]
    total = sum(number for _name, number, _look in parts)
    # What nothing is known of is the rest of the bar; the words beside it say so.
    labels = [f"{name}: {number}" for name, number, look in parts if look != "unknown"]
    content, x = [], 0.0
    for _name, number, look in parts:
        width = STACK_WIDTH * number / total
        content.append(
            element(
                "rect",
                {
                    "class": f"chart-part chart-part-{look}",
                    "x": x,
                    "y": 0,
                    "width": max(width - STACK_GAP, 1),
                    "height": STACK_HEIGHT,
                },
            )
        )
        x += width
    return drawing(
        chart_id,
        (STACK_WIDTH, STACK_HEIGHT),
        kind="stacked",
        title=title,
        description=", ".join(labels) or title,
        content=content,
    )
