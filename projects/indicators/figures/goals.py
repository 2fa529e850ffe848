"""Targets, each with the figure that it is measured by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from projects.indicators.distance import Distance, distance
from projects.indicators.figures.query import keys_of
from projects.indicators.models import Indicator, Observation, Series, Target
from projects.indicators.models.series import NEWEST_FIELDS
from projects.indicators.models.target import MEASURE_FIELDS


@dataclass(frozen=True, slots=True)
class MeasuredTarget:
    """A target with the newest figure by its year's end, and how far that is from it.

    `series` is None for the province's own. `benchmark` is the figure it is set equal to.
    """

    target: Target
    series: Series | None
    figure: Observation | None
    distance: Distance | None
    benchmark: Observation | None = None


def measured_targets(
    targets: Iterable[Target],
    series: Sequence[Series],
    figures: Iterable[Observation],
    indicator: Indicator,
) -> list[MeasuredTarget]:
    """Return the targets of `read_targets`, each with the figure that it is measured by."""
    by_key = {seen.pk: seen for seen in figures}
    others = {each.pk: each for each in series if not each.is_main}
    goals = []
    for target in targets:
        figure, benchmark = (by_key.get(key or 0) for key in keys_of(target))
        found = distance(target, figure.value if figure else None, indicator)
        goals.append(
            MeasuredTarget(target, others.get(target.series_id or 0), figure, found, benchmark)
        )
    return goals


def target_to_show(targets: list[Target], *, year: int) -> Target | None:
    """Return the target for a year: that of the year or the next one, else the last one."""
    by_year = sorted(targets, key=lambda target: target.year)
    to_come = [target for target in by_year if target.year >= year]
    shown = to_come[:1] or by_year[-1:]
    return shown[0] if shown else None


def targets_of(indicator: Indicator) -> list[Target]:
    """Return the province's targets, by year, of an indicator that was read `with_figures()`."""
    targets: list[Target] = indicator.target_list  # type: ignore[attr-defined]  # made by the prefetch
    return targets


def latest_of(indicator: Indicator) -> Observation | None:
    """Return the newest observation of an indicator read `with_figures()`, facts first."""
    main: list[Series] = indicator.main_list  # type: ignore[attr-defined]  # made by the prefetch
    values = {name: getattr(series, f"newest_{name}") for series in main for name in NEWEST_FIELDS}
    return Observation(indicator=indicator, **values) if values.get("value") is not None else None


@dataclass(frozen=True, slots=True)
class IndicatorProgress:
    """The current target of an indicator, its newest figure, and the distance by which one."""

    target: Target | None
    latest: Observation | None
    figure: Observation | None
    distance: Distance | None


def progress_of(indicator: Indicator, *, today: date) -> IndicatorProgress:
    """Return target, newest figure and distance of an indicator read `with_figures(today)`.

    The distance is that of the figure which counts for the target, an older one than the newest
    where this is from after the target's year or of a period that is not over.
    """
    target, latest = target_to_show(targets_of(indicator), year=today.year), latest_of(indicator)
    figure = _measure_of(target, indicator) if target else None
    found = distance(target, figure.value, indicator) if target and figure else None
    return IndicatorProgress(target, latest, figure, found)


def _measure_of(target: Target, indicator: Indicator) -> Observation | None:
    values = {name: vars(target)[f"measure_{name}"] for name in MEASURE_FIELDS}
    return Observation(indicator=indicator, **values) if values["value"] is not None else None
