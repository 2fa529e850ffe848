"""Open data of projects with milestones, budget, progress, participants and support."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.profiles.models import Enterprise
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_page, facts_of_site
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.responses import file_response, page_file
from portal.exchange.datafiles.tables import Column, Dataset, Fact, Table, Words
from portal.exchange.opendata.listing import data_of_each
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins
from portal.publishing.archive import last_changes
from projects.work import columns
from projects.work.models import (
    BudgetLine,
    Milestone,
    MilestoneMove,
    Participation,
    ProgressNote,
    Project,
)
from projects.work.support_data import support_tables


@for_all_origins
def projects(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send all public projects."""
    return file_response(request, projects_data(), extension)


@for_all_origins
def project(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """Send the timeline of a project: its milestones, and why their days were moved."""
    return page_file(request, Project.objects.public(), slug, extension, project_data)


def project_data(project: Project) -> Dataset:
    """Return the timeline of a project, and the rest of what is known of it."""
    itself, _milestones, *others = tables_of(Project.objects.public().filter(pk=project.pk))
    steps = table_of(
        "timeline", _("Timeline"), columns.STEP, project.milestones.all(), "position", "id"
    )
    return Dataset(
        project.slug,
        settings.SITE_URL + project.path,
        facts_of_page(project),
        (steps, itself, *others),
    )


def projects_one_by_one() -> Iterator[Dataset]:
    """Return the data of each public project."""
    return data_of_each(Project.objects.public(), project_data)


def projects_data() -> Dataset:
    """Return all public projects as data."""
    projects = Project.objects.public()
    changed = last_changes(Project.KIND).get(Project.KIND)
    page = settings.SITE_URL + reverse(Project.LIST_VIEW)
    facts = (Fact(TITLE, str(_("Projects and programmes"))), Fact(ADDRESS, page))
    return Dataset("du-an", page, facts + facts_of_site(changed), tables_of(projects))


def tables_of(projects: QuerySet[Project]) -> tuple[Table, ...]:
    """Return the tables of the projects, themselves first."""

    def table(
        name: str, title: Words, of_table: tuple[Column, ...], model: type[Model], **also: Subquery
    ) -> Table:
        of_projects = projects.order_by().values("pk")
        rows: QuerySet[Any] = model._default_manager.filter(project__in=of_projects)
        return table_of(name, title, of_table, rows.annotate(**also), "project_id", "id")

    enterprises = Enterprise.objects.public().filter(pk=OuterRef("enterprise"))
    named = {"public_enterprise": Subquery(enterprises.values("title"))}
    return (
        table_of("projects", _("Projects"), columns.PROJECT, projects, "id"),
        table("milestones", _("Milestones"), columns.MILESTONE, Milestone),
        table("milestone_moves", _("Moved milestones"), columns.MOVE, MilestoneMove),
        table("budget_lines", _("Budget"), columns.BUDGET, BudgetLine),
        table("progress_notes", _("Progress notes"), columns.NOTE, ProgressNote),
        table(
            "participations",
            _("Participants"),
            columns.PART,
            Participation,
            **named,
        ),
        *support_tables(projects),
    )


SETS = [
    OpenSet(
        slug="du-an",
        version="1.1",
        title=_("Projects and programmes"),
        description=_(
            "Projects with milestones, budget, progress, who takes part and whom they support."
        ),
        dataset=projects_data,
        queryset=Project.objects.public,
        files="projects:project_data",
        members=projects_one_by_one,
    )
]
