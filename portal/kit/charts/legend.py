"""Which line is which: the legend that stands beside a chart of lines."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.kit.charts.data import Aim, Line
from portal.kit.charts.line import look_of
from portal.kit.charts.svg import Attribute, element, path

WIDTH, MIDDLE = 32.0, 6.0


def legend(lines: Sequence[Line], aims: Sequence[Aim]) -> SafeString:
    """Return a list of the lines and aims of a chart, each with a sample of its look."""
    return format_html(
        '<ul class="chart-legend">{}</ul>',
        format_html_join("", "<li>{}{}</li>", _entries(lines, aims)),
    )


def _entries(lines: Sequence[Line], aims: Sequence[Aim]) -> Iterator[tuple[SafeString, str]]:
    across = path([(0, MIDDLE), (WIDTH, MIDDLE)])
    for place, line in enumerate(lines):
        look = f"chart-line chart-look-{look_of(line, place)}"
        yield _sample(element("path", {"class": look, "d": across})), line.name
    for aim in aims:
        band: dict[str, Attribute] = {
            "class": "chart-band",
            "x": 1,
            "y": 1,
            "width": WIDTH - 2,
            "height": 10,
        }
        drawn = (
            element("path", {"class": "chart-aim", "d": across})
            if aim.upper is None
            else element("rect", band)
        )
        yield _sample(drawn), aim.name


def _sample(drawn: SafeString) -> SafeString:
    return element("svg", {"viewBox": "0 0 32 12", "aria-hidden": "true"}, drawn)
