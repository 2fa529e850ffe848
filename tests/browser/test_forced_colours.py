"""Whoever has colours of their own still sees what a page says by line and ground."""

import pytest

from portal.publishing.models import Publication
from tests import builders
from tests.browser.serving import committed
from tests.projects import builders as projects

BUDGET_SECONDS = 20

# What fills and outlines an element; the colours of the reader's scheme as the page paints them.
PAINT = """each => {
  const style = getComputedStyle(each);
  return [style.fill, style.stroke];
}"""
SYSTEM = """name => {
  const spot = document.body.appendChild(document.createElement('i'));
  spot.style.color = name;
  return getComputedStyle(spot).color;
}"""


def made() -> str:
    """An indicator with two lines and a target."""
    rows: list[Publication] = []

    def make() -> None:
        proof = builders.article("Báo cáo số liệu")
        shown = projects.indicator("Mật độ có đồ thị")
        beside = projects.series(shown, "Thành phố Huế")
        for year, value in ((2005, "27"), (2006, "30.5"), (2007, "33")):
            projects.observation(shown, proof, year, value)
            projects.observation(shown, proof, year, f"{float(value) + 8}", series=beside)
        projects.target(shown, proof, 2010, "45")
        rows.append(shown)

    committed(make)
    return rows[0].path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_drawn_in_the_readers_colours(someone, scheme):
    page = someone(forced_colors="active", color_scheme=scheme)
    page.goto(made())
    ground, ink, link, grey = (
        page.evaluate(SYSTEM, name) for name in ("Canvas", "CanvasText", "LinkText", "GrayText")
    )
    assert len({ground, ink, link, grey}) == 4
    chart = page.locator(".chart-figure, .key-figure").locator("svg.chart").first
    assert chart.locator("path.chart-look-1").evaluate(PAINT)[1] == ink
    assert chart.locator("path.chart-look-2").evaluate(PAINT)[1] == link
    assert chart.locator(".chart-grid").first.evaluate(PAINT)[1] == grey
    # The end of a target is a ring, no dot.
    assert chart.locator(".chart-aim-end").first.evaluate(PAINT) == [ground, link]
    # The legend shows what the chart draws.
    assert page.locator(".chart-legend .chart-aim").first.evaluate(PAINT)[1] == link


def test_the_foot_of_a_page_stands_apart(someone):
    page = someone(forced_colors="active")
    page.goto("/")
    line = "each => getComputedStyle(each).borderBlockStartStyle"
    assert page.locator(".site-footer").evaluate(line) != "none"
