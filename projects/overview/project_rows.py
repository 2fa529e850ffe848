"""The rows that a project's page lists, each sort by a query that is compiled once."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from portal.kit.postgres.prepared import Prepared
from portal.publishing.models import heavy_columns
from projects.work.models import (
    BudgetLine,
    Milestone,
    MilestoneMove,
    Participation,
    ProgressNote,
    Project,
)

# So many participations stand on a page.
PARTICIPANTS = 100


def milestones_of(project: Project) -> list[Milestone]:
    """Return the milestones in their order, each with its moves as `move_rows`."""
    return _milestones(project=project.pk)


def notes_of(project: Project) -> list[ProgressNote]:
    """Return the notes of how it went, the newest first, each with its proof."""
    return _notes(project=project.pk)


def budget_lines_of(project: Project) -> list[BudgetLine]:
    """Return the budget lines in their order, each with its source."""
    return _budget_lines(project=project.pk)


def first_participations(project: Project) -> list[Participation]:
    """Return the participations of the first page, and the one behind them."""
    return _first_participations(project=project.pk)


def _milestone_rows(project: int) -> QuerySet[Milestone]:
    moves = MilestoneMove.objects.filter(milestone=OuterRef("pk")).order_by("moved_at", "id")
    row = JSONObject(
        from_day="from_day",
        to_day="to_day",
        reason="reason",
        moved_at="moved_at",
        first_name="moved_by__first_name",
        last_name="moved_by__last_name",
    )
    rows = Milestone.objects.filter(project=project)
    return rows.annotate(move_rows=ArraySubquery(moves.values(row=row)))


def _note_rows(project: int) -> QuerySet[ProgressNote]:
    rows = ProgressNote.objects.filter(project=project).select_related("proof")
    return rows.defer(*heavy_columns("proof"))


def _budget_line_rows(project: int) -> QuerySet[BudgetLine]:
    rows = BudgetLine.objects.filter(project=project).select_related("evidence")
    return rows.defer(*heavy_columns("evidence"))


def _first_participation_rows(project: int) -> QuerySet[Participation]:
    return Participation.objects.filter(project=project).with_names()[: PARTICIPANTS + 1]


_milestones = Prepared(_milestone_rows, project=int)
_notes = Prepared(_note_rows, project=int)
_budget_lines = Prepared(_budget_line_rows, project=int)
_first_participations = Prepared(_first_participation_rows, project=int)
