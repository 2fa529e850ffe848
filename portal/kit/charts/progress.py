"""How far something is, as a bar."""

from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.charts.svg import drawing, element
from portal.kit.text.numbers import amount

WIDTH, HEIGHT = 120.0, 8.0
WHOLE = Decimal(100)


def progress_bar(chart_id: str, *, title: str, percent: Decimal | None) -> SafeString:
    """A bar filled to a percentage between 0 and 100; an unknown one stays empty and says so."""
    filled = None if percent is None else min(max(percent, Decimal(0)), WHOLE)
    words = _("no information yet") if filled is None else f"{amount(filled)} %"
    rounded = {"x": 0, "y": 0, "height": HEIGHT, "rx": HEIGHT / 2}
    content = [element("rect", {"class": "chart-rest"} | rounded | {"width": WIDTH})]
    if filled:
        width = float(filled) / 100 * WIDTH
        content.append(element("rect", {"class": "chart-done"} | rounded | {"width": width}))
    return drawing(
        chart_id,
        (WIDTH, HEIGHT),
        kind="progress",
        title=title,
        description=words,
        content=content,
    )
