"""Pages of projects and programmes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.publishing.attachments import attachments_of
from portal.publishing.models import Section
from portal.publishing.paging import page_of
from projects.models import Project
from projects.models.evidence import UNSEEN_OF_A_SOURCE
from projects.structured import project_json_ld

UNSEEN_OF_A_PLAN = ("plan__body", "plan__summary", "plan__search_vector")


def project_list(request: HttpRequest) -> HttpResponse:
    return _list(request, Project.objects.public())


def project_field(request: HttpRequest, slug: str) -> HttpResponse:
    """The projects of one field of work, which is their section."""
    field = get_object_or_404(Section.objects.of_kind(Project.KIND), slug=slug)
    return _list(request, Project.objects.public().in_section(field), field=field)


def _list(request: HttpRequest, projects: Any, **context: Any) -> HttpResponse:
    rows = projects.for_lists().by_name().select_related("plan").defer(*UNSEEN_OF_A_PLAN)
    page = page_of(request, rows)
    context |= {"page": page, "projects": page.rows}
    return render(request, "projects/project_list.html", context)


def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Project.objects.public()
        .select_related("cover", "plan", "evidence")
        .defer(*UNSEEN_OF_A_PLAN, *UNSEEN_OF_A_SOURCE),
        path=Project.path_of(slug),
    )
    context = {
        "project": found,
        "attachments": attachments_of(found),
        "topics": list(found.topics.all()),
        "json_ld": project_json_ld(found),
    }
    return render(request, "projects/project_detail.html", context)
