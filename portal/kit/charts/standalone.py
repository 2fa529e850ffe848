"""A chart as a file of its own: with its colours, a heading and its source inside."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Lines of the heading above and of the small print below, and how many letters fit in each.
HEADING, HEADING_LETTERS, HEADING_LINES = 16.0, 56, 3
FOOT, FOOT_LETTERS, FOOT_LINES = 11.0, 84, 6
EDGE = 10.0
# What static/css/site/charts.css says of colours and dashes, for paper. Each colour is written out,
# for not every program that shows or turns SVG into a picture knows `currentcolor`.
_STYLES: Final = {
    "1": ("#5a2a7e", ""),
    "2": ("#934a10", "9 3"),
    "3": ("#2b6f77", "3 3"),
    "4": ("#7a5b00", "9 3 2 3"),
    "5": ("#3d6a2c", "1 3"),
    "6": ("#96304f", "14 3 2 3 2 3"),
    "benchmark": ("#5b5364", "6 4"),
}
_STYLE_RULES: Final = "\n".join(
    f"path.chart-look-{name} {{ stroke: {colour}; stroke-dasharray: {dashes or 'none'}; }} "
    f".chart-dot.chart-look-{name}, .chart-end.chart-look-{name} {{ fill: {colour}; }}"
    for name, (colour, dashes) in _STYLES.items()
)
STYLE: Final = f"""
text {{ fill: #221b29; font-family: "Noto Sans", sans-serif; font-size: 10px; }}
.chart-mark, .chart-value {{ text-anchor: end; }}
.chart-moment {{ text-anchor: middle; }}
.chart-mark, .chart-moment, .chart-unit, .chart-year, .chart-source {{ font-size: 8px; }}
.chart-mark, .chart-moment, .chart-unit, .chart-year, .chart-source {{ fill: #5b5364; }}
.chart-heading {{ font-family: "Noto Serif", serif; font-weight: bold; font-size: 11.5px; }}
.chart-end {{ font-size: 9.5px; }} .chart-name {{ font-weight: bold; }}
.chart-grid {{ stroke: #ded6cc; fill: none; }}
path.chart-line {{ fill: none; stroke-width: 2; }}
{_STYLE_RULES}
.chart-aim {{ fill: none; stroke: #934a10; stroke-dasharray: 4 4; }}
.chart-aim-end {{ fill: #fff; stroke: #934a10; }} .chart-aim-name {{ fill: #934a10; }}
.chart-band {{ fill: #fbf0dc; stroke: #934a10; stroke-dasharray: 4 4; }}
.chart-bar, .chart-stretch {{ fill: #5a2a7e; }}
.chart-open {{ fill: #f1e9f7; stroke: #5a2a7e; stroke-dasharray: 4 3; }}
.chart-milestone {{ fill: #fff; stroke: #221b29; }} .chart-reached {{ fill: #221b29; }}
.chart-today {{ fill: none; stroke: #934a10; }}
.tile rect {{ fill: #fff; stroke: #ded6cc; stroke-width: 1.5; }}
.tile text {{ fill: #5b5364; font-size: 12.5px; text-anchor: middle; }}
.tile .tile-number {{ fill: #5a2a7e; font-size: 15px; font-weight: bold; }}
.tile-1 rect {{ fill: #f2ebf7; stroke: #857b8d; }} .tile-1 text {{ fill: #221b29; }}
.tile-2 rect {{ fill: #cdbddb; stroke: #5a2a7e; }}
.tile-2 text, .tile-2 .tile-number {{ fill: #221b29; }}
.tile-3 rect {{ fill: #5a2a7e; stroke: #5a2a7e; }}
.tile-3 text, .tile-3 .tile-number {{ fill: #fff; }}
"""
_OPENING: Final = re.compile(r'<svg [^>]*viewBox="0 0 ([0-9.]+) ([0-9.]+)"[^>]*>')


def standalone(picture: SafeString, *, heading: str, foot: Sequence[str]) -> SafeString:
    """Return a chart as a whole file: its heading above, source and terms below."""
    found = _OPENING.match(picture)
    if found is None:
        raise ValueError("This is no drawing of ours.")
    width, height = map(float, found.groups())
    above = _wrapped([heading], HEADING_LETTERS, HEADING_LINES)
    below = _wrapped(foot, FOOT_LETTERS, FOOT_LINES)
    top, bottom = HEADING * len(above) + EDGE, FOOT * len(below) + EDGE
    total = top + height + bottom
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{2 * width:.0f}"'
        f' height="{2 * total:.0f}" viewBox="0 {-top:.0f} {width:.0f} {total:.0f}">'
        f"<style>{STYLE}</style>"
        f'<rect y="{-top:.0f}" width="{width:.0f}" height="{total:.0f}" fill="#fff"/>'
    )
    texts = "".join([
        *_texts(above, "chart-heading", EDGE + 4 - top, HEADING),
        *_texts(below, "chart-source", height + FOOT, FOOT),
    ])  # fmt: skip
    body = picture[found.end() :].removesuffix("</svg>")
    return mark_safe(f"{opening}{texts}{body}</svg>")  # noqa: S308  # escaped piece by piece


def _texts(lines: Iterable[str], name: str, first: float, apart: float) -> Iterator[str]:
    for place, line in enumerate(lines):
        yield f'<text class="{name}" x="2" y="{first + place * apart:.1f}">{escape(line)}</text>'


def _wrapped(texts: Iterable[str], letters: int, most: int) -> list[str]:
    """Return the texts in lines of so many letters, broken between words; cut after the last."""
    lines: list[str] = []
    for text in filter(None, texts):
        lines.append("")
        for word in text.split():
            if len(lines[-1]) + len(word) >= letters and lines[-1]:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"]
