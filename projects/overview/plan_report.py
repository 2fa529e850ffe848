"""The report of a plan for its page and summary, in a constant number of queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.kit.postgres.keys import KeyAmong, array_of
from portal.kit.postgres.prepared import Prepared
from portal.publishing.models import PublicationQuerySet, Section
from projects.overview.plan_charts import ScheduleRow, schedule_of
from projects.overview.plan_goals import PlanGoal, goals_of
from projects.overview.plan_progress import PlanProgress, ProjectShare, plan_progress_of, with_steps
from projects.plans.models import MasterPlan
from projects.work.models import BudgetLine, Project, Stage
from projects.work.money import BudgetTotals, SourceBudget, YearBudget, by_source, by_year, money_of


@dataclass(frozen=True, slots=True)
class FieldOfWork:
    """The projects of a plan in one field of work; None: nobody said which."""

    section: Section | None
    shares: list[ProjectShare]


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A plan's progress, goals, budget and schedule."""

    progress: PlanProgress
    goals: list[PlanGoal]
    budget: list[BudgetLine]
    rows: list[ScheduleRow]
    # What the same source speaks of without saying that it belongs to a plan.
    others: list[Project]

    @property
    def fields(self) -> list[FieldOfWork]:
        """Return the projects by field of work, in section order; those without one last."""
        shares = sorted(self.progress.shares, key=lambda share: _place(share.project.section))
        groups = groupby(shares, key=lambda share: share.project.section)
        return [FieldOfWork(section, list(group)) for section, group in groups]

    @property
    def money(self) -> BudgetTotals:
        """Return the totals of all budget lines."""
        return money_of(self.budget)

    @property
    def years(self) -> list[YearBudget]:
        return by_year(self.budget)

    @property
    def sources(self) -> list[SourceBudget]:
        return by_source(self.budget)

    @property
    def stages(self) -> list[tuple[str, int]]:
        """Return how many projects that count are at each stage, in the order of the stages."""
        shares = (share for share in self.progress.shares if share.counts)
        counts = Counter(share.project.stage for share in shares)
        return [(str(stage.label), counts[stage]) for stage in Stage if counts[stage]]


def report_of(plan: MasterPlan, today: date) -> PlanReport:
    """Return the report of a public plan; only its public projects count."""
    # No page has the key 0, so a plan without a source has no projects of its source.
    projects = _projects(plan=plan.pk, source=plan.evidence_id or 0, at=timezone.now())
    own = [project for project in projects if project.plan_id is not None]
    progress = plan_progress_of(own, with_samples=plan.is_sample)
    counted = [project for project in own if plan.is_sample or not project.is_sample]
    return PlanReport(
        progress=progress,
        goals=goals_of(plan, today),
        budget=_budget(counted),
        rows=schedule_of((share for share in progress.shares if share.counts), today),
        others=[project for project in projects if project.plan_id is None],
    )


def _projects_of(plan: int, source: int, at: datetime) -> PublicationQuerySet[Project]:
    of_plan, of_source = Q(plan=plan), Q(plan=None, evidence=source)
    found = with_steps(Project.objects.public(at).filter(of_plan | of_source))
    return found.select_related("section").defer("body", "summary").by_name()


_projects = Prepared(_projects_of, plan=int, source=int, at=datetime)


def _budget(projects: list[Project]) -> list[BudgetLine]:
    return _lines(projects=array_of(each.pk for each in projects)) if projects else []


def _lines_of(projects: str) -> QuerySet[BudgetLine]:
    lines = BudgetLine.objects.filter(KeyAmong(projects, "project_id"))
    return lines.only("year", "money_from", "planned", "spent")


_lines = Prepared(_lines_of, projects=str)


def _place(section: Section | None) -> tuple[int, int, int]:
    return (1, 0, 0) if section is None else (0, section.position, section.pk)
