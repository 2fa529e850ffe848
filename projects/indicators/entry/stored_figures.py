"""What a row of a sheet leaves as it is stored: empty cells, and columns that are not there."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError

from projects.indicators.entry import parsing
from projects.indicators.entry.forms import cells_of
from projects.indicators.models import Observation
from projects.indicators.observations import BatchRow

# What an empty cell leaves as it is; an empty note, say, is none.
_KEPT_WHERE_EMPTY: Final = ("state", "source")
type Days = tuple[date, date]


def stored_figures(
    series: Collection[int], last_days: Collection[date]
) -> dict[tuple[int, Days], Observation]:
    """Return the figures of these series for periods with these last days, in one query."""
    found = Observation.objects.current().filter(series__in=series, ends_on__in=last_days)
    return {(each.series_id, (each.starts_on, each.ends_on)): each for each in found.with_sources()}


def with_stored(cells: Mapping[str, object], stored: Observation | None) -> dict[str, object]:
    """Return the cells of a row; a column that is not there leaves what is stored as it is."""
    there = cells_of(stored)
    # A figure from a sheet is a real one, unless the sheet says otherwise.
    there.pop("is_sample", None)
    if "value" not in cells and stored and _is_divided_anew(cells, stored):
        del there["value"]
    data = there | dict(cells)
    return data | {name: there.get(name, "") for name in _KEPT_WHERE_EMPTY if not data.get(name)}


def _is_divided_anew(cells: Mapping[str, object], stored: Observation) -> bool:
    """Return whether a row divides two numbers, and other ones than are stored."""
    try:
        parts = [parsing.parse_number(cells.get(name)) for name in ("numerator", "denominator")]
    except ValidationError:
        # Said beside their cells.
        return False
    return None not in parts and parts != [stored.numerator, stored.denominator]


def keep_digits(figure: BatchRow, stored: BatchRow) -> None:
    """Keep the digits of a stored value that a row repeats: spreadsheets drop a 0 at the end."""
    names = ("value", "numerator", "denominator")
    typed, there = (
        [None if row[name] is None else Decimal(row[name]) for name in names]
        for row in (figure, stored)
    )
    if typed == there and _places(typed[0]) < _places(there[0]):
        figure["value"] = stored["value"]


def _places(value: Decimal | None) -> int:
    """Return how many decimal places a number is written with; none of what is no number."""
    exponent = 0 if value is None else value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
