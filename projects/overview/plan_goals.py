"""Goals of a plan, measured by indicators and their targets."""

from dataclasses import dataclass
from datetime import date

from portal.publishing.models import heavy_columns
from projects.indicators.distance import Distance, distance
from projects.indicators.figures.goals import target_to_show
from projects.indicators.models import Indicator, Observation, Target
from projects.indicators.models.target import figures_by_then
from projects.overview.embedded_rows import embedded, rows_of
from projects.plans.models import Goal, MasterPlan

FIGURE = ("value", "state", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator with its target and the figure that counts for it; None where nobody says."""

    indicator: Indicator
    target: Target | None
    figure: Observation | None
    distance: Distance | None


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """A goal of a plan, and how it is measured; None where it is not, or not in public."""

    goal: Goal
    measure: Measure | None


def goals_of(plan: MasterPlan, today: date) -> list[PlanGoal]:
    """Return the goals in their order, each with its measure, in two queries."""
    goals = list(
        plan.goals.select_related("indicator", "evidence").defer(
            *heavy_columns("indicator", "evidence")
        )
    )
    indicators = [goal.indicator for goal in goals if goal.indicator is not None]
    targets = _targets_of({each.pk for each in indicators if each.is_public}, today)
    return [PlanGoal(goal, _measure(goal, targets, today)) for goal in goals]


def measures_of(goals: list[PlanGoal]) -> list[Measure]:
    """Return each indicator and target of the goals once, in their order."""
    by_target = {
        (measure.indicator.pk, measure.target and measure.target.pk): measure
        for measure in (goal.measure for goal in goals)
        if measure is not None
    }
    return list(by_target.values())


def _targets_of(indicators: set[int], today: date) -> dict[int, list[Target]]:
    """Return the targets of main series by indicator, each with its figure at the year's end."""
    found: dict[int, list[Target]] = {key: [] for key in indicators}
    if not found:
        return found
    # Of a plan nothing is reached by samples, even if the indicator is one.
    figures = figures_by_then(today).filter(is_sample=False)[:1]
    targets = (
        Target.objects.of_main_series()
        .filter(indicator__in=found)
        .with_main_series()
        .annotate(json_figure=embedded(figures, *FIGURE))
        .order_by("year")
    )
    for target in targets:
        found[target.indicator_id].append(target)
    return found


def _measure(goal: Goal, targets: dict[int, list[Target]], today: date) -> Measure | None:
    """Return the goal's indicator with the target of the goal's year, else the current one."""
    indicator = goal.indicator
    if indicator is None or indicator.pk not in targets:
        return None
    of_indicator = targets[indicator.pk]
    if goal.year is None:
        target = target_to_show(of_indicator, year=today.year)
    else:
        target = next((each for each in of_indicator if each.year == goal.year), None)
    if target is None:
        return Measure(indicator, None, None, None)
    figure = next(iter(rows_of(Observation, vars(target)["json_figure"])), None)
    if figure is None:
        return Measure(indicator, target, None, None)
    figure.indicator = indicator
    return Measure(indicator, target, figure, distance(target, figure.value, indicator))
