"""What the pages say of an indicator: where it is to go, and how far it is known to have come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from projects.models import Indicator, Observation, Series, Target
from projects.models.series import TOLD_OF_NEWEST


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with the figure that was reached at the end of its year; None where nobody says."""

    target: Target
    reached: Observation | None


def goals_of(targets: Iterable[Target], observations: Iterable[Observation]) -> list[Goal]:
    """Each target with the observation whose period ends its year, as a year or its last part."""
    at_year_end = {seen.ends_on.year: seen for seen in observations if _ends_a_year(seen.ends_on)}
    return [Goal(target, at_year_end.get(target.year)) for target in targets]


def _ends_a_year(day: date) -> bool:
    return (day.month, day.day) == (12, 31)


def target_to_show(targets: list[Target], *, year: int) -> Target | None:
    """The target that counts in a year: the next one to come, else the last one there was."""
    by_year = sorted(targets, key=lambda target: target.year)
    to_come = [target for target in by_year if target.year >= year]
    shown = to_come[:1] or by_year[-1:]
    return shown[0] if shown else None


def targets_of(indicator: Indicator) -> list[Target]:
    """The targets, by year, of an indicator that was read `with_figures()`."""
    targets: list[Target] = indicator.target_list  # type: ignore[attr-defined]  # made by the prefetch
    return targets


def latest_of(indicator: Indicator) -> Observation | None:
    """The newest observation of an indicator that was read `with_figures()`, never a sample."""
    main: list[Series] = indicator.main_list  # type: ignore[attr-defined]  # made by the prefetch
    told = {name: getattr(series, f"newest_{name}") for series in main for name in TOLD_OF_NEWEST}
    return Observation(indicator=indicator, **told) if told.get("value") is not None else None
