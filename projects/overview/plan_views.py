"""Pages of master plans and of the yearly programmes of work."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.kit.postgres.prepared import Prepared
from portal.organisations.former_bodies import with_successions
from portal.pagecache.fragments import kept_unless_asked
from portal.publishing.attachments import Shown, attachments_of
from portal.publishing.models import Attachment, PublicationQuerySet, heavy_columns
from portal.publishing.paging import page_of
from portal.publishing.structured import corrected, json_ld_script
from portal.publishing.topics import topics_of
from projects.kit.structured import creative_work
from projects.overview.chart_files import money_of_plan, timelines_of
from projects.overview.embedded_rows import embedded, rows_of
from projects.overview.plan_cards import bar_of, card_of, plans_with_projects
from projects.overview.plan_charts import most_behind, next_due
from projects.overview.plan_goals import measures_of
from projects.overview.plan_report import PlanReport, report_of
from projects.plans.models import MasterPlan
from projects.promises.counts import shares
from projects.work.models import AnnualPlan, Task
from projects.work.models.annual_plan import TaskQuerySet

# What stands on the one page that leaders get; the plan's own page has all of it.
MEASURES, STEPS = 6, 5


def masterplan_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, plans_with_projects())
    cards = [card_of(plan) for plan in page.rows]
    return render(request, "projects/overview/masterplan/list.html", {"page": page, "cards": cards})


def masterplan(request: HttpRequest, slug: str) -> HttpResponse:
    plan = _found(slug)
    today = timezone.localdate()
    report = report_of(plan, today)
    attachments = attachments_of(plan)
    context = _context(plan, report) | {
        "kept_page": kept_unless_asked(request),
        "measures": measures_of(report.goals),
        "timelines": timelines_of(plan, report, today),
        "money_chart": money_of_plan(plan, report),
        "attachments": attachments,
        "decision_file": _decision_file(plan, attachments),
        "topics": topics_of(plan),
    }
    return render(request, "projects/overview/masterplan/detail.html", context)


def masterplan_summary(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plan's summary on one printable page."""
    plan = _found(slug)
    today = timezone.localdate()
    report = report_of(plan, today)
    measures = measures_of(report.goals)
    context = _context(plan, report) | {
        "today": today,
        "measures": measures[:MEASURES],
        "more_measures": len(measures[MEASURES:]),
        "behind": most_behind(report.rows, STEPS),
        "next_due": next_due(report.rows, today, STEPS),
    }
    return render(request, "projects/overview/masterplan/summary.html", context)


def _found(slug: str) -> MasterPlan:
    """Return the public plan of an address, with its earlier and later plans; or raise Http404."""
    found: MasterPlan | None = _public.first(path=MasterPlan.path_of(slug), at=timezone.now())
    if found is None:
        raise Http404
    return found


def _public_plan(path: str, at: datetime) -> PublicationQuerySet[Any]:
    later = MasterPlan.objects.public(at).filter(
        Q(amends=OuterRef("pk")) | Q(replaces=OuterRef("pk"))
    )
    return (
        with_successions(MasterPlan.objects.public(at).filter(path=path))
        .select_related("cover", "evidence", "issuer", "amends", "replaces")
        .defer(*heavy_columns("amends", "replaces", "evidence"))
        .annotate(json_later=embedded(later.by_name(), "title", "path", "amends_id", "replaces_id"))
    )


_public = Prepared(_public_plan, path=str, at=datetime)


def _context(plan: MasterPlan, report: PlanReport) -> dict[str, object]:
    later = rows_of(MasterPlan, vars(plan)["json_later"])
    data = creative_work(plan) | ({"about": plan.scope} if plan.scope else {})
    return {
        "plan": plan,
        "report": report,
        "bar": bar_of(plan, report.progress),
        "amended_by": [other for other in later if other.amends_id == plan.pk],
        "replaced_by": [other for other in later if other.replaces_id == plan.pk],
        "json_ld": json_ld_script(data | corrected(plan)),
    }


def _decision_file(plan: MasterPlan, attachments: list[Shown]) -> Attachment | None:
    """Return the attached file whose name has the number of the decision."""
    files = [shown.now for shown in attachments if shown.is_open]
    # Not within a longer number: 2/2007/QĐ-UBND is none of 12/2007/QĐ-UBND, but 02/2007/QĐ-UBND.
    bare = re.escape(plan.decision_number.lstrip("0"))
    number = re.compile(rf"(?<!\d)0*{bare}(?![^\W_])")
    return next((file for file in files if plan.decision_number and number.search(file.name)), None)


def annual_plan_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, AnnualPlan.objects.public().for_lists().order_by("-year"))
    return render(
        request, "projects/overview/annual_plan/list.html", {"page": page, "plans": page.rows}
    )


@dataclass(frozen=True, slots=True)
class CommonFacts:
    """What all tasks of a programme have in common: said once, not in each row."""

    owner: bool
    term: bool
    status: bool


def common_facts(tasks: list[Task]) -> CommonFacts:
    """Return in what the tasks, of which there is one at least, do not differ."""
    return CommonFacts(
        owner=len({task.owner_id for task in tasks}) == 1,
        term=len({(task.due_on, task.due_words) for task in tasks}) == 1,
        status=len({(task.due_status, task.done_on, task.was_late()) for task in tasks}) == 1,
    )


def _public_annual_plan(path: str, at: datetime) -> PublicationQuerySet[Any]:
    rows = with_successions(AnnualPlan.objects.public(at).filter(path=path))
    return rows.select_related("cover", "evidence").defer(*heavy_columns("evidence"))


def _tasks_of(plan: int, today: date) -> TaskQuerySet:
    return Task.objects.filter(plan=plan).with_due_status(today).with_links()


_annual_plan = Prepared(_public_annual_plan, path=str, at=datetime)
_tasks = Prepared(_tasks_of, plan=int, today=date)


def annual_plan(request: HttpRequest, slug: str) -> HttpResponse:
    plan = _annual_plan.first(path=AnnualPlan.path_of(slug), at=timezone.now())
    if plan is None:
        raise Http404
    tasks = _tasks(plan=plan.pk, today=timezone.localdate())
    data = creative_work(plan) | {"temporalCoverage": str(plan.year)}
    context = {
        "kept_page": kept_unless_asked(request),
        "plan": plan,
        "tasks": tasks,
        "tally": shares(Counter(task.due_status for task in tasks)),
        "common": common_facts(tasks),
        "attachments": attachments_of(plan),
        "topics": topics_of(plan),
        "json_ld": json_ld_script(data | corrected(plan)),
    }
    return render(request, "projects/overview/annual_plan/detail.html", context)
