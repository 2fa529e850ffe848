"""A chart as a file of its own: with its colours, a heading and its source inside."""

import re
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.kit.charts.line import HEIGHT, WIDTH

# Space above for the heading, below for the source.
ABOVE, BELOW, LINE, LETTERS = 44.0, 18.0, 14.0, 58
# What static/css/site/charts.css says of colours and dashes, for paper.
STYLE: Final = """
text { fill: #221b29; font: 11px sans-serif; }
.chart-mark { text-anchor: end; } .chart-moment { text-anchor: middle; }
.chart-mark, .chart-moment, .chart-unit, .chart-source { fill: #5b5364; font-size: 9px; }
.chart-heading, .chart-end { font-weight: bold; }
.chart-end { fill: currentcolor; font-size: 10px; }
.chart-grid { stroke: #ded6cc; fill: none; }
path.chart-line { fill: none; stroke: currentcolor; stroke-width: 2.5; }
.chart-dot { fill: currentcolor; }
.chart-look-1 { color: #5a2a7e; } .chart-look-2 { color: #934a10; }
.chart-look-3 { color: #2b6f77; }
.chart-look-4 { color: #7a5b00; } .chart-look-5 { color: #3d6a2c; }
.chart-look-6 { color: #96304f; }
.chart-look-benchmark { color: #5b5364; }
path.chart-look-2 { stroke-dasharray: 9 3; } path.chart-look-3 { stroke-dasharray: 3 3; }
path.chart-look-4 { stroke-dasharray: 9 3 2 3; } path.chart-look-5 { stroke-dasharray: 1 3; }
path.chart-look-6 { stroke-dasharray: 14 3 2 3 2 3; }
path.chart-look-benchmark { stroke-dasharray: 6 4; }
.chart-aim { fill: none; stroke: #934a10; stroke-dasharray: 4 4; }
.chart-aim-end { fill: #fff; stroke: #934a10; } .chart-aim-name { fill: #934a10; }
.chart-band { fill: #fbf0dc; stroke: #934a10; stroke-dasharray: 4 4; }
"""
_OPENING: Final = re.compile(r"<svg [^>]*>")


def standalone(picture: SafeString, *, heading: str, source: str) -> SafeString:
    """Return the picture of a line chart as a whole file, its heading above and source below."""
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{2 * WIDTH:.0f}" '
        f'viewBox="0 {-ABOVE:.0f} {WIDTH:.0f} {HEIGHT + ABOVE + BELOW:.0f}">'
        f'<style>{STYLE}</style><rect y="{-ABOVE:.0f}" width="100%" height="100%" fill="#fff"/>'
    )
    texts = "".join(
        f'<text class="chart-heading" x="2" y="{place:.0f}">{escape(line)}</text>'
        for place, line in zip((14 - ABOVE, 14 - ABOVE + LINE), _lines(heading), strict=False)
    )
    end = f'<text class="chart-source" x="2" y="{HEIGHT + BELOW - 6:.0f}">{escape(source)}</text>'
    body = _OPENING.sub("", picture, count=1).removesuffix("</svg>")
    return mark_safe(f"{opening}{texts}{body}{end}</svg>")  # noqa: S308  # escaped piece by piece


def _lines(text: str) -> list[str]:
    """Return a sentence in as many lines as there is room for, broken between words."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= LETTERS and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:2] if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]
