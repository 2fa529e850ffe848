"""Differences between series and the sums of their parts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from projects.indicators.figures.query import FigureQuery, figures_for_query
from projects.indicators.figures.table import FigureTable
from projects.indicators.models import Indicator, Observation, Series

# Of parts without a column of their own so many of the newest periods are looked at.
PERIODS_WITHOUT_COLUMN: Final = 8

# A series and the period of a figure.
type Place = tuple[int, date, date]


@dataclass(frozen=True, slots=True)
class Difference:
    """A period in which the parts add up to another value than the whole."""

    whole: Series
    parts: Sequence[Series]
    label: str
    total: Decimal
    added: Decimal


def differences(
    indicator: Indicator, series: Sequence[Series], table: FigureTable, query: FigureQuery
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
    compared = [(by_key[key], parts) for (key, *_), parts in groups.items() if len(parts) > 1]
    figures = _by_place(table) | _without_column(indicator, compared, table, query)
    found = (_newest(whole, parts, table, figures) for whole, parts in compared)
    return [each for each in found if each]


def _by_place(table: FigureTable) -> dict[Place, Observation]:
    return {(each.series_id, each.starts_on, each.ends_on): each for each in table.figures}


def _without_column(
    indicator: Indicator,
    compared: Sequence[tuple[Series, Sequence[Series]]],
    table: FigureTable,
    query: FigureQuery,
) -> dict[Place, Observation]:
    """Return the newest figures of the parts that have no column in the table, in one query."""
    parts = {part.pk for _whole, parts in compared for part in parts}
    if not (hidden := parts - {each.pk for each in table.series}):
        return {}
    days = [row.at for row in table.rows if not row.is_gap][:PERIODS_WITHOUT_COLUMN]
    rows = figures_for_query(indicator, query).filter(series__in=hidden, ends_on__in=days)
    return {(each.series_id, each.starts_on, each.ends_on): each for each in rows.order_by()}


def _newest(
    whole: Series,
    parts: Sequence[Series],
    table: FigureTable,
    figures: Mapping[Place, Observation],
) -> Difference | None:
    place = [each.pk for each in table.series].index(whole.pk)
    for row in table.rows:
        given = row.cells[place].figure
        if given is None:
            continue
        period = (given.starts_on, given.ends_on)
        known = [figures[part.pk, *period] for part in parts if (part.pk, *period) in figures]
        # What is made up is not held against facts.
        if len(known) < len(parts) or any(each.is_sample != given.is_sample for each in known):
            continue
        if (added := sum((each.value for each in known), Decimal(0))) != given.value:
            return Difference(whole, parts, row.label, given.value, added)
    return None
