"""Cards of plans for lists and the home page: progress and the first projects."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.charts import progress_bar
from projects.overview.plan_progress import PlanProgress, plan_progress_of, with_steps
from projects.plans.models import MasterPlan
from projects.work.models import Project

# A plan may have hundreds; its own page has them all.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A public plan with its progress, some of its projects, and how many more there are."""

    plan: MasterPlan
    progress: PlanProgress
    projects: list[Project]
    more: int

    @property
    def bar(self) -> SafeString:
        return bar_of(self.plan, self.progress)


def plans_with_projects() -> QuerySet[MasterPlan]:
    """Return the public plans by name, each with its public projects: two queries."""
    projects = with_steps(Project.objects.public()).defer("body", "summary").by_name()
    return (
        MasterPlan.objects.public()
        .for_lists()
        .by_name()
        .prefetch_related(Prefetch("projects", projects, to_attr="project_list"))
    )


def card_of(plan: MasterPlan) -> PlanCard:
    """Return the card of a plan that was read by `plans_with_projects()`."""
    projects: list[Project] = vars(plan)["project_list"]
    progress = plan_progress_of(projects, with_samples=plan.is_sample)
    # Those that its progress counts: made-up ones stand, marked, on the plan's own page.
    counted = [share.project for share in progress.shares if share.counts]
    return PlanCard(plan, progress, counted[:SHOWN], len(counted[SHOWN:]))


def bar_of(plan: MasterPlan, progress: PlanProgress) -> SafeString:
    """Return the progress of a plan as a bar."""
    title = _("Progress of the plan")
    return progress_bar(f"progress-{plan.pk}", title=title, percent=progress.percent)
