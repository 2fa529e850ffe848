"""Sample projects with milestones that moved and why, money, and who takes part."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from enterprises.profiles.models import Enterprise
from portal.organisations.models import Organisation
from portal.publishing.sample_pages import Row, moment_of, publish_sample, read_rows, sample_at
from projects.demo.organisations import DEPARTMENT, find_or_bring, unnamed_agencies
from projects.demo.report import field
from projects.work.models import (
    BudgetLine,
    Milestone,
    MilestoneMove,
    Participation,
    ProgressNote,
    Project,
)

FIELDS: Final = ("stage", "aim", "place", "starts_on", "ends_on")


def load(path: Path) -> int:
    """Publish the projects of a file; return how many were new."""
    unnamed_agencies()
    return sum(_bring(row) for row in read_rows(path))


def _bring(row: Row) -> bool:
    def add_parts(project: Project) -> None:
        project.section, project.owner = field(row["field"]), find_or_bring(DEPARTMENT)
        for position, (milestone, *rest) in enumerate(row["milestones"], start=1):
            _milestone(project, position, milestone, *rest)
        _progress(project, row)
        for position, part in enumerate(row["parts"], start=1):
            _participation(project, position, *part)

    values = {name: row[name] for name in FIELDS} | {"nature": row.get("nature", "project")}
    return publish_sample(Project(**values), row, parts=add_parts)


def _milestone(
    project: Project,
    position: int,
    title: str,
    planned: date,
    actual: date | str,
    moved_to: date | None = None,
    reason: str = "",
) -> None:
    milestone = Milestone.objects.create(
        project=project,
        title=title,
        planned_on=planned,
        replanned_on=moved_to,
        actual_on=actual or None,
        position=position,
    )
    if moved_to is not None:
        MilestoneMove.objects.create(
            project=project,
            milestone=milestone,
            from_day=planned,
            to_day=moved_to,
            reason=reason,
            moved_at=moment_of(planned),
        )


def _progress(project: Project, row: Row) -> None:
    for noted_on, text in row.get("notes", []):
        ProgressNote.objects.create(
            project=project, noted_on=noted_on, text=text, entered_at=moment_of(noted_on)
        )
    for year, money_from, planned, spent in row.get("budget", []):
        BudgetLine.objects.create(
            project=project,
            year=year,
            money_from=money_from,
            planned=planned,
            spent=None if spent == "" else spent,
        )


def _participation(
    project: Project, position: int, name: str, role: str, state: str, website: str, *counted: Any
) -> None:
    """Let an agency or a firm take part; `counted` is a number and what it counts."""
    agency = Organisation.objects.filter(name=name).first()
    firm = None if agency else sample_at(Enterprise, name)
    Participation.objects.create(
        project=project,
        organisation=agency,
        enterprise_id=firm.pk if firm else None,
        role=role,
        state=state,
        website=website,
        quantity=Decimal(counted[0]) if counted else None,
        quantity_unit=counted[1] if counted else "",
        position=position,
    )
