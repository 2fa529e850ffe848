"""Targets, each with the figure that it is measured by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from projects.distance import Distance, distance
from projects.models import Indicator, Observation, Series, SeriesRole, Target
from projects.models.series import TOLD_OF_NEWEST


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with the figure that it is measured by, and how far that is from it.

    `series` is None for the province's own. `benchmark` is the figure it is set equal to.
    """

    target: Target
    series: Series | None
    figure: Observation | None
    distance: Distance | None
    benchmark: Observation | None = None


def goals_of(
    targets: Iterable[Target],
    series: Sequence[Series],
    figures: Iterable[Observation],
    *,
    unit: str,
    today: date,
) -> list[Goal]:
    """Each target with what is known of it; the figures may be of any of the series."""
    of_series: dict[int | None, list[Observation]] = defaultdict(list)
    for seen in sorted(figures, key=lambda seen: (seen.ends_on, seen.starts_on)):
        of_series[seen.series_id].append(seen)
    by_key = {each.pk: each for each in series}
    main = next((each.pk for each in series if each.is_main), None)
    compared = next((each.pk for each in series if each.role == SeriesRole.BENCHMARK), None)
    return [
        _goal(
            target,
            None if target.series_id in {None, main} else by_key.get(target.series_id),
            measured_by(target, of_series[target.series_id or main], today=today),
            unit,
            measured_by(target, of_series[compared], today=today)
            if target.equals_benchmark and compared
            else None,
        )
        for target in targets
    ]


def _goal(
    target: Target,
    series: Series | None,
    figure: Observation | None,
    unit: str,
    benchmark: Observation | None,
) -> Goal:
    found = distance(target, figure.value if figure else None, unit=unit)
    return Goal(target, series, figure, found, benchmark)


def measured_by(
    target: Target, figures: Sequence[Observation], *, today: date
) -> Observation | None:
    """The figure that ends the target's year; until that is over, the newest one before.

    The figures are of one series, by period. Where the year has gone by without a figure at
    its end, nobody knows; samples say nothing of a year that still goes on.
    """
    last_day = date(target.year, 12, 31)
    at_the_end = [seen for seen in figures if seen.ends_on == last_day]
    if at_the_end or today > last_day:
        return at_the_end[-1] if at_the_end else None
    so_far = [seen for seen in figures if seen.ends_on < last_day and not seen.is_sample]
    return so_far[-1] if so_far else None


def target_to_show(targets: list[Target], *, year: int) -> Target | None:
    """The target that counts in a year: the next one to come, else the last one there was."""
    by_year = sorted(targets, key=lambda target: target.year)
    to_come = [target for target in by_year if target.year >= year]
    shown = to_come[:1] or by_year[-1:]
    return shown[0] if shown else None


def targets_of(indicator: Indicator) -> list[Target]:
    """The province's targets, by year, of an indicator that was read `with_figures()`."""
    targets: list[Target] = indicator.target_list  # type: ignore[attr-defined]  # made by the prefetch
    return targets


def latest_of(indicator: Indicator) -> Observation | None:
    """The newest observation of an indicator that was read `with_figures()`, never a sample."""
    main: list[Series] = indicator.main_list  # type: ignore[attr-defined]  # made by the prefetch
    told = {name: getattr(series, f"newest_{name}") for series in main for name in TOLD_OF_NEWEST}
    return Observation(indicator=indicator, **told) if told.get("value") is not None else None


@dataclass(frozen=True, slots=True)
class Progress:
    """What lists and the home page say of an indicator: its target now, its newest figure."""

    target: Target | None
    latest: Observation | None
    distance: Distance | None


def progress_of(indicator: Indicator, *, today: date) -> Progress:
    """How far an indicator is that was read `with_figures()`; no distance where nobody knows it."""
    target, latest = target_to_show(targets_of(indicator), year=today.year), latest_of(indicator)
    told = measured_by(target, [latest], today=today) if target and latest else None
    found = distance(target, told.value, unit=indicator.unit) if target and told else None
    return Progress(target, latest, found)
