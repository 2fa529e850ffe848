"""The charts of a plan and of a project: on their pages, as files, and in frames of others."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.exchange.chart_files import ChartFile, PageChart, framed, framed_answer
from projects.overview import project_page
from projects.overview.plan_charts import drawings_of, money_chart, timelines_summary
from projects.overview.plan_report import PlanReport, report_of
from projects.plans.models import MasterPlan
from projects.work.models import Project

# What addresses call them; of several drawings of one timeline the later ones have a number.
TIMELINE: Final = "tien-do"
MONEY: Final = "kinh-phi"


def timelines_of(plan: MasterPlan, report: PlanReport, today: date) -> list[PageChart]:
    """Return the timelines of a plan's projects, all on one scale."""
    heading = f"{_('Timeline of the projects')}: {plan.title}"
    # Of several drawings of one timeline the first says it.
    summary = timelines_summary(report.rows)
    return [
        _chart(_numbered(number), heading, picture, plan, summary=summary if number == 1 else "")
        for number, picture in enumerate(drawings_of(report.rows, today), start=1)
    ]


def money_of_plan(plan: MasterPlan, report: PlanReport) -> PageChart | None:
    """Return the chart of a plan's money by year; None where no year is known."""
    picture = money_chart(report.years)
    if not picture:
        return None
    # Elsewhere nothing beside it says what it is counted in, nor what its stars mean.
    heading = f"{_('Money by year')} ({_('million đồng')}): {plan.title}"
    has_stars = any(year.is_partial for year in report.years)
    note = _("* Sum of the known amounts only; some are not known.") if has_stars else ""
    return _chart(MONEY, heading, SafeString(picture), plan, note=note)


def timeline_of_project(
    project: Project, steps: list[project_page.MilestoneStep]
) -> PageChart | None:
    """Return the timeline of a project with its milestones; None where no day is known."""
    picture = project_page.timeline_of(project, steps)
    if not picture:
        return None
    heading = f"{_('Time of work')}: {project.title}"
    summary = project_page.timeline_summary(project, steps)
    return _chart(TIMELINE, heading, SafeString(picture), project, summary=summary)


@require_safe
def plan_file(
    request: HttpRequest, slug: str, chart: str, answer: Callable[[ChartFile], HttpResponse]
) -> HttpResponse:
    """Send a chart of a public plan as a file of the kind that the address ends in."""
    return answer(_named(chart, _of_plan(slug)))


@require_safe
def project_file(
    request: HttpRequest, slug: str, chart: str, answer: Callable[[ChartFile], HttpResponse]
) -> HttpResponse:
    """Send a chart of a public project as a file of the kind that the address ends in."""
    return answer(_named(chart, _of_project(slug)))


@framed
def plan_embedded(request: HttpRequest, slug: str, chart: str) -> HttpResponse:
    """Show a chart of a plan alone, for a frame on any site."""
    return framed_answer(request, _named(chart, _of_plan(slug)))


@framed
def project_embedded(request: HttpRequest, slug: str, chart: str) -> HttpResponse:
    """Show a chart of a project alone, for a frame on any site."""
    return framed_answer(request, _named(chart, _of_project(slug)))


def _of_plan(slug: str) -> Iterator[PageChart]:
    plan = get_object_or_404(MasterPlan.objects.public(), path=MasterPlan.path_of(slug))
    today = timezone.localdate()
    report = report_of(plan, today)
    yield from timelines_of(plan, report, today)
    if money := money_of_plan(plan, report):
        yield money


def _of_project(slug: str) -> Iterator[PageChart]:
    project = project_page.public_project(slug)
    if chart := timeline_of_project(project, project_page.steps_of(project)):
        yield chart


def _named(key: str, charts: Iterator[PageChart]) -> ChartFile:
    """Return the chart that an address names; raise Http404 where the page has none of it."""
    found = next((each for each in charts if each.key == key), None)
    if found is None:
        raise Http404
    return found.file


def _chart(
    key: str,
    heading: str,
    picture: SafeString,
    page: MasterPlan | Project,
    *,
    note: str = "",
    summary: str = "",
) -> PageChart:
    name, is_sample = f"{page.slug}-{key}", page.is_sample
    file = ChartFile(
        name, heading, picture, page.path, is_sample=is_sample, note=note, summary=summary
    )
    return PageChart(key, file)


def _numbered(number: int) -> str:
    return TIMELINE if number == 1 else f"{TIMELINE}-{number}"
