"""Goals of a plan, measured by indicators and their targets."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from portal.kit.postgres.prepared import Prepared
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
    goals = _goals(plan=plan.pk)
    indicators = [goal.indicator for goal in goals if goal.indicator is not None]
    public = {each.pk for each in indicators if each.is_public}
    targets = _by_indicator(plan, public, today)
    return [PlanGoal(goal, _measure(goal, targets, today)) for goal in goals]


def measures_of(goals: list[PlanGoal]) -> list[Measure]:
    """Return each indicator and target of the goals once, in their order."""
    by_target = {
        (measure.indicator.pk, measure.target and measure.target.pk): measure
        for measure in (goal.measure for goal in goals)
        if measure is not None
    }
    return list(by_target.values())


def _goals_of(plan: int) -> QuerySet[Goal]:
    rows = Goal.objects.filter(plan=plan).select_related("indicator", "evidence")
    return rows.defer(*heavy_columns("indicator", "evidence"))


_goals = Prepared(_goals_of, plan=int)


def _by_indicator(plan: MasterPlan, public: set[int], today: date) -> dict[int, list[Target]]:
    """Return the targets of the public indicators of a plan's goals, each list by year."""
    found: dict[int, list[Target]] = {key: [] for key in public}
    for target in _targets(plan=plan.pk, today=today) if public else ():
        if target.indicator_id in found:
            found[target.indicator_id].append(target)
    return found


def _targets_of(plan: int, today: date) -> QuerySet[Target]:
    """Return the targets of main series, each with its figure at the year's end."""
    # Of a plan nothing is reached by samples, even if the indicator is one.
    figures = figures_by_then(today).filter(is_sample=False)[:1]
    measured = Goal.objects.filter(plan=plan).exclude(indicator=None).values("indicator")
    rows = Target.objects.of_main_series().filter(indicator__in=measured).with_main_series()
    return rows.annotate(json_figure=embedded(figures, *FIGURE)).order_by("year")


_targets = Prepared(_targets_of, plan=int, today=date)


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
