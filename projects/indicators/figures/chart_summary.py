"""What a chart shows, in a sentence that is worked out from its figures."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from portal.kit.text.numbers import amount, figure
from projects.indicators.figures.goals import MeasuredTarget
from projects.indicators.figures.table import FigureTable
from projects.indicators.models import Indicator, Observation
from projects.indicators.models.observation import facts_first

_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")


def chart_summary(indicator: Indicator, table: FigureTable, goals: Sequence[MeasuredTarget]) -> str:
    """Return the newest figure, its change within a year and the gap to the target in words."""
    own = _main(table)
    if not own:
        return ""
    last = own[-1]
    words = _("%(title)s: %(value)s %(unit)s in %(period)s") % {
        "title": indicator.title,
        "value": figure(last.value),
        "unit": indicator.unit,
        "period": last.period_label,
    }
    parts = [words + _certainty(last, indicator), _change(indicator, own), _gap(last, goals)]
    return "; ".join(part for part in parts if part) + "."


def _main(table: FigureTable) -> list[Observation]:
    """Return the figures of the main series, the oldest first: no sample beside a fact."""
    place = next((n for n, series in enumerate(table.series) if series.is_main), None)
    if place is None:
        return []
    return facts_first(figure for _row, figure in table.column(place) if figure is not None)


def _certainty(last: Observation, indicator: Indicator) -> str:
    words = [last.caveat] if last.caveat else []
    if last.is_sample and not indicator.is_sample:
        words.append(_("sample figures"))
    return f" ({', '.join(words)})" if words else ""


def _change(indicator: Indicator, own: Sequence[Observation]) -> str:
    """Return the change since the same period of the year before; "" where nobody counted then."""
    last = own[-1]
    before = _a_year_before(own, last)
    # Nothing is so many per cent more than nothing, or than a loss.
    if before is None or (before.value <= 0 and not indicator.points):
        return ""
    gone = last.value - before.value
    if indicator.points:
        size = f"{amount(abs(gone))} {indicator.points}"
    else:
        size = _share(abs(gone) / before.value * _HUNDRED)
    words = {"size": size, "period": before.period_label}
    if not gone:
        return _("as in %(period)s") % words
    return (
        _("%(size)s more than in %(period)s") if gone > 0 else _("%(size)s less than in %(period)s")
    ) % words


def _share(share: Decimal) -> str:
    """Return a change in whole per cents, one below 1 % in tenths: nothing grows by 0 %."""
    if share < _TENTH:
        return _("under %(number)s %%") % {"number": amount(_TENTH)}
    return f"{amount(share.quantize(Decimal(1) if share >= 1 else _TENTH, ROUND_HALF_UP))} %"


def _a_year_before(own: Sequence[Observation], last: Observation) -> Observation | None:
    """Return the figure of the same period of the year before; of days, the nearest that month."""
    month = last.ends_on.year - 1, last.ends_on.month
    found = [
        each
        for each in own
        if each.months == last.months and (each.ends_on.year, each.ends_on.month) == month
    ]
    return min(found, key=lambda each: abs(each.ends_on.day - last.ends_on.day), default=None)


def _gap(last: Observation, goals: Sequence[MeasuredTarget]) -> str:
    """Return how far the target of the year is, measured by just this figure."""
    for goal in goals:
        measured = goal.figure is not None and goal.figure.pk == last.pk
        if goal.series is None and measured and goal.distance is not None:
            return _("target for %(year)s: %(words)s") % {
                "year": goal.target.year,
                "words": goal.distance.words,
            }
    return ""
