"""Queries for the figures of an indicator's page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import DateField, Func, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from portal.kit.postgres.keys import KeyAmong, array_of
from portal.kit.postgres.prepared import Prepared
from portal.publishing.models.visibility import VISIBILITY_FIELDS
from projects.indicators.figures.public_times import public_since, was_away
from projects.indicators.models import (
    Indicator,
    Observation,
    ObservationQuerySet,
    Series,
    SeriesRole,
    Target,
)
from projects.indicators.models.target import TargetQuerySet

# The newest periods that a page shows: twenty years of quarters.
PERIODS = 80
# So many series stand beside each other in a table, and a chart can tell their lines apart.
SERIES = 6
# What a page names of a source; figures may have one each.
_OF_A_SOURCE = [f"evidence__{name}" for name in ("title", "path", *VISIBILITY_FIELDS)]
_COLUMNS: Final = [f"column_{place}" for place in range(SERIES)]
_OF_A_FIGURE = [field.attname for field in Observation._meta.concrete_fields]


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """The options of an indicator's page: day of publication, samples, series, older periods.

    `before` is the last day of the oldest period on the page before.
    """

    day: date | None = None
    with_samples: bool = True
    series: int | None = None
    before: date | None = None


def end_of(day: date) -> datetime:
    """Return the last moment of a day in local time."""
    return timezone.make_aware(datetime.combine(day, time.max))


def figures_for_query(indicator: Indicator, query: FigureQuery) -> ObservationQuerySet:
    """Return the figures that hold now, or held for readers at the end of the query's day.

    Filtered by a series of this indicator, which is what the indexes begin with.
    """
    rows = Observation.objects.for_readers(with_samples=query.with_samples)
    if query.day is None:
        return rows.current()
    moment, since = end_of(query.day), public_since(indicator)
    if since is None or moment < since or was_away(indicator, moment):
        return rows.none()
    last = _last_end(indicator, query.day)
    return rows.as_published_on(moment).filter(ends_on__lte=last)


def _last_end(indicator: Indicator, day: date) -> Greatest:
    """Return the last day of the periods that may have had a figure on a day.

    Figures of periods that were still to come have an index, and are few; without a bound all that
    were recorded since would be read.
    """
    ahead = Observation.objects.ahead().filter(indicator=indicator, recorded_at__lte=end_of(day))
    return Greatest(Value(day), Subquery(ahead.order_by("-ends_on").values("ends_on")[:1]))


def series_to_show(series: Sequence[Series], chosen: int | None) -> list[Series] | None:
    """Return the columns of the table: the chosen series with its parent, or the first ones.

    What they are compared with stands last. None where there is no such series.
    """
    compared = [each for each in series if each.role == SeriesRole.BENCHMARK]
    own = [each for each in series if each.role != SeriesRole.BENCHMARK]
    if chosen is None:
        main = [each for each in own if each.is_main]
        others = [each for each in own if not each.is_main]
        room = SERIES - min(len(compared), 2)
        return [*main, *others][:room] + compared[: SERIES - min(len(own), room)]
    found = next((each for each in series if each.pk == chosen), None)
    if found is None:
        return None
    parent = [each for each in own if each.pk == found.part_of_id]
    return [*parent, found, *(each for each in compared[:2] if each != found)]


def main_of(series: Sequence[Series]) -> int:
    """Return the key of the main series; 0, which no series has, where there is none."""
    return next((each.pk for each in series if each.is_main), 0)


def only_benchmark_of(series: Sequence[Series]) -> int:
    """Return the key of the one series for comparison; 0 where there is none, or more than one.

    A target says that it equals the benchmark, and not which.
    """
    keys = [each.pk for each in series if each.role == SeriesRole.BENCHMARK]
    return keys[0] if len(keys) == 1 else 0


def read_targets(
    indicator: Indicator, series: Sequence[Series], query: FigureQuery
) -> list[Target]:
    """Return the targets by year, each with the keys of the figures that it is measured by.

    `figure_key` is of the newest figure by the end of the target's year, samples being no facts;
    `benchmark_key` is the same of what the indicator is compared with.
    """
    keys = {
        "indicator": indicator.pk,
        "main": main_of(series),
        "compared": only_benchmark_of(series),
    }
    seen_on = query.day or timezone.localdate()
    if query == FigureQuery():
        return _targets_now[indicator.is_sample](**keys, seen_on=seen_on)
    rows = figures_for_query(indicator, query)
    return list(_targets(rows, is_sample=indicator.is_sample, **keys, seen_on=seen_on))


def _targets(
    rows: ObservationQuerySet,
    *,
    is_sample: bool,
    indicator: int,
    main: int,
    compared: int,
    seen_on: date,
) -> TargetQuerySet:
    """Return the targets with the keys of their figures: no estimate of a period not yet over.

    Samples are among them only of what is made up itself.
    """
    year_end = Func(OuterRef("year"), 12, 31, function="make_date", output_field=DateField())
    facts = rows.newest().filter(ends_on__lte=seen_on).filter(ends_on__lte=year_end)
    facts = facts if is_sample else facts.filter(is_sample=False)
    of_series = facts.filter(series=Coalesce(OuterRef("series_id"), Value(main)))
    targets = Target.objects.filter(indicator=indicator).with_sources().order_by("year", "id")
    return targets.annotate(
        figure_key=Subquery(of_series.values("pk")[:1]),
        benchmark_key=Subquery(facts.filter(series=compared).values("pk")[:1]),
    )


def keys_of(target: Target) -> tuple[int | None, int | None]:
    """Return the keys of the figure and of the benchmark of a target read by `read_targets`."""
    values = vars(target)
    return values["figure_key"], values["benchmark_key"] if target.equals_benchmark else None


def read_figures(
    indicator: Indicator,
    series: Sequence[Series],
    shown: Sequence[Series],
    targets: Iterable[Target],
    query: FigureQuery,
) -> list[Observation]:
    """Return the figures that the page needs, in one query of bounded index scans.

    Of each shown series the newest figures, of the main one also the newest of all and the newest
    that is no sample, and those that the targets are measured by.
    """
    if not shown:
        return []
    measures = {key for target in targets for key in keys_of(target) if key is not None}
    found = _read(indicator, query, main_of(series), [each.pk for each in shown], measures)
    figures, by_key = {row.pk: row for row in found}, {each.pk: each for each in series}
    for row in figures.values():
        row.indicator, row.seen_on = indicator, query.day
        if row.series_id in by_key:
            # Read already, and called as this page calls it.
            row.series = by_key[row.series_id]
    return list(figures.values())


def _read(
    indicator: Indicator, query: FigureQuery, main: int, shown: list[int], measures: set[int]
) -> Iterable[Observation]:
    keys = array_of(measures)
    if query == FigureQuery():
        # Where fewer are shown, the others are of no series.
        columns = dict.fromkeys(_COLUMNS, 0) | dict(zip(_COLUMNS, shown, strict=False))
        return _figures_now[indicator.is_sample](main=main, measures=keys, **columns)
    return _figures(
        figures_for_query(indicator, query),
        is_sample=indicator.is_sample,
        main=main,
        shown=shown,
        measures=keys,
        before=query.before,
    )


def _figures(
    rows: ObservationQuerySet,
    *,
    is_sample: bool,
    main: int,
    shown: Iterable[int],
    measures: str,
    before: date | None = None,
) -> ObservationQuerySet:
    rows = rows.select_related("evidence").only(*_OF_A_FIGURE, *_OF_A_SOURCE).newest()
    older = rows.filter(ends_on__lt=before) if before else rows
    steps = [older.filter(series=each)[: PERIODS + 1] for each in shown]
    # By its key: by a join, all figures of the series would be read for one of them.
    newest = rows.filter(series=main)
    facts = newest.filter(is_sample=is_sample)
    counted = rows.filter(KeyAmong(measures)).order_by()
    return facts[:1].union(newest[:1], *steps, counted, all=True)


def _targets_of_now(*, is_sample: bool) -> Prepared[Target]:
    def build(**values: Any) -> TargetQuerySet:
        return _targets(Observation.objects.for_readers().current(), is_sample=is_sample, **values)

    return Prepared(build, indicator=int, main=int, compared=int, seen_on=date)


def _figures_of_now(*, is_sample: bool) -> Prepared[Observation]:
    def build(main: int, measures: str, **columns: int) -> ObservationQuerySet:
        rows = Observation.objects.for_readers().current()
        shown = columns.values()
        return _figures(rows, is_sample=is_sample, main=main, shown=shown, measures=measures)

    return Prepared(build, main=int, measures=str, **dict.fromkeys(_COLUMNS, int))


# The page as it is without options, of an indicator that is a sample and of one that is none.
_targets_now: Final = {of: _targets_of_now(is_sample=of) for of in (False, True)}
_figures_now: Final = {of: _figures_of_now(is_sample=of) for of in (False, True)}
