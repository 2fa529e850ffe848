"""Differences between series and the sums of their parts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.indicators.figures.table import FigureTable
from projects.indicators.models import Indicator, Series


@dataclass(frozen=True, slots=True)
class Difference:
    """A period in which the parts add up to another value than the whole."""

    whole: Series
    parts: Sequence[Series]
    label: str
    total: Decimal
    added: Decimal


def differences(
    indicator: Indicator, series: Sequence[Series], table: FigureTable
) -> list[Difference]:
    """Return the newest difference of each whole in the table from its parts of one dimension.

    Compared where the whole and every part have a figure, all facts or all samples; the parts by
    operator and those by service each make up the whole for themselves. Ratios of parts of another
    kind are counted by wholes of their own: of the households in towns, of those in villages.
    """
    by_key = {each.pk: each for each in table.series}
    groups: dict[tuple[int, bool, bool], list[Series]] = defaultdict(list)
    for part in series:
        if part.part_of_id in by_key:
            dimension = (part.operator_id is not None, bool(part.service))
            if any(dimension) or not indicator.is_ratio:
                groups[part.part_of_id, *dimension].append(part)
    found = (
        _newest(by_key[key], parts, table) for (key, *_), parts in groups.items() if len(parts) > 1
    )
    return [each for each in found if each]


def _newest(whole: Series, parts: Sequence[Series], table: FigureTable) -> Difference | None:
    place = {each.pk: number for number, each in enumerate(table.series)}
    if not all(part.pk in place for part in parts):
        return None
    for row in table.rows:
        figures = [row.cells[place[each.pk]].figure for each in (whole, *parts)]
        known = [figure for figure in figures if figure is not None]
        # What is made up is not held against facts.
        if len(known) < len(figures) or len({figure.is_sample for figure in known}) > 1:
            continue
        total, *values = (figure.value for figure in known)
        if (added := sum(values, Decimal(0))) != total:
            return Difference(whole, parts, row.label, total, added)
    return None
