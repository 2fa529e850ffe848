"""Pages of projects and programmes."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit import charts
from portal.pagecache.fragments import kept_unless_asked
from portal.publishing.attachments import attachments_of
from portal.publishing.models import PublicationQuerySet, Section, heavy_columns
from portal.publishing.paging import page_of
from portal.publishing.structured import json_ld_script, organization
from projects.kit.structured import page_data
from projects.overview import project_page
from projects.overview.chart_files import timeline_of_project
from projects.overview.project_rows import (
    PARTICIPANTS,
    budget_lines_of,
    first_participations,
    notes_of,
)
from projects.work.filters import ProjectFilter
from projects.work.models import Project
from projects.work.money import by_year, money_of
from projects.work.progress import entered_late, progress_of

# Counting goes this far and no further.
COUNTED = 1000


def project_list(request: HttpRequest) -> HttpResponse:
    """Show all public projects by name, narrowed down by what the address says."""
    return _list(request, Project.objects.public(), field=None)


def project_field(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the projects of one field of work, which is their section."""
    field = get_object_or_404(Section.objects.of_kind(Project.KIND), slug=slug)
    return _list(request, Project.objects.public().in_section(field), field=field)


def _list(
    request: HttpRequest, projects: PublicationQuerySet[Project], *, field: Section | None
) -> HttpResponse:
    form = ProjectFilter(request.GET, has_field=field is not None)
    found = form.narrowed(projects)
    rows = found.for_lists().by_name().select_related("plan").defer(*heavy_columns("plan"))
    page = page_of(request, rows)
    context = {
        "page": page,
        "projects": page.rows,
        "form": form,
        "field": field,
        "total": found.order_by()[: COUNTED + 1].count(),
        "counted": COUNTED,
    }
    return render(request, "projects/overview/project/list.html", context)


def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a project's page; beyond `PARTICIPANTS` they go on on further pages."""
    found = project_page.public_project(slug)
    steps = project_page.steps_of(found)
    notes, lines = notes_of(found), budget_lines_of(found)
    participants = page_of(
        request,
        found.participations.with_names(),
        size=PARTICIPANTS,
        first=partial(first_participations, found),
    )
    progress = progress_of([step.milestone for step in steps], notes)
    data = page_data(found, "Project") | {"parentOrganization": organization()}
    context = {
        "kept_page": kept_unless_asked(request),
        "project": found,
        "progress": progress,
        "bar": charts.progress_bar("progress", title=_("Progress"), percent=progress.percent),
        "steps": steps,
        "has_moves": any(step.moves for step in steps),
        "timeline": timeline_of_project(found, steps),
        "notes": [(note, entered_late(note)) for note in notes],
        "years": by_year(lines),
        "money": money_of(lines),
        "participants": participants,
        "tasks": project_page.tasks_of(found),
        "calls": project_page.calls_of(found),
        "supported": project_page.supported_by(found),
        "more_than_supported": project_page.has_more_supported(found)
        and project_page.MAX_SUPPORTED,
        "today": timezone.localdate(),
        "attachments": attachments_of(found),
        "topics": project_page.topics_of(found),
        "json_ld": json_ld_script(data),
    }
    return render(request, "projects/overview/project/detail.html", context)
