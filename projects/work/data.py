"""Projects as data: what they are, their steps, money, progress and who takes part."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.profiles.models import Enterprise
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_site
from portal.exchange.datafiles.plain import amount
from portal.exchange.datafiles.reading import (
    Record,
    address,
    in_pieces,
    last_changed,
    local,
    public_pages,
)
from portal.exchange.datafiles.tables import Cells, Dataset, Fact, Table
from portal.publishing.models.querysets import LAST_CHANGED_AT
from projects.plans.models import MasterPlan
from projects.work import project_columns as columns
from projects.work.models import (
    BudgetLine,
    Milestone,
    MilestoneMove,
    Participation,
    ProgressNote,
    Project,
)
from projects.work.progress import progress_of

type Rows = QuerySet[Any]


def projects_data() -> Dataset:
    """All public projects as data."""
    projects = Project.objects.public()
    changed = projects.aggregate(changed=Max(LAST_CHANGED_AT))["changed"]
    page = settings.SITE_URL + reverse(Project.LIST_VIEW)
    facts = (Fact(TITLE, _("Projects and programmes")), Fact(ADDRESS, page))
    return Dataset("du-an", page, facts + facts_of_site(changed), tables_of(projects))


def tables_of(projects: Rows) -> tuple[Table, ...]:
    """The tables of the projects, themselves first."""
    return (
        Table("projects", _("Projects"), columns.PROJECT, lambda: project_rows(projects)),
        Table("milestones", _("Milestones"), columns.MILESTONE, lambda: _milestones(projects)),
        Table("milestone_moves", _("Moved milestones"), columns.MOVE, lambda: _moves(projects)),
        Table("budget_lines", _("Budget"), columns.BUDGET, lambda: _budget(projects)),
        Table("progress_notes", _("Progress notes"), columns.NOTE, lambda: _notes(projects)),
        Table("participations", _("Participants"), columns.PART, lambda: _parts(projects)),
    )


def project_rows(projects: Rows) -> Iterator[Cells]:
    """The projects as the columns have them, in the order of their ids."""
    read = (
        "path", "title", "nature", "stage", "plan_id", "section__name", "aim", "starts_on",
        "ends_on", "place", "owner__name", "sponsor__name", "weight", "decision_number",
        "decided_on", "issuer__name", "quote", "evidence_id", "is_sample", "updated_at",
        "published_at",
    )  # fmt: skip
    for piece in in_pieces(projects, "id", fields=read):
        keys = [record["id"] for record in piece]
        progress = _progress(keys)
        pages = public_pages(record["evidence_id"] for record in piece)
        plans = MasterPlan.objects.public().filter(pk__in={record["plan_id"] for record in piece})
        names = dict(plans.values_list("pk", "title"))
        for record in piece:
            yield (
                record["id"],
                record["title"],
                settings.SITE_URL + record["path"],
                record["nature"],
                record["stage"],
                names.get(record["plan_id"]),
                record["section__name"],
                record["aim"] or None,
                record["starts_on"],
                record["ends_on"],
                record["place"] or None,
                record["owner__name"],
                record["sponsor__name"],
                record["weight"],
                progress[record["id"]],
                record["decision_number"] or None,
                record["decided_on"],
                record["issuer__name"],
                record["quote"] or None,
                address(pages.get(record["evidence_id"])),
                record["is_sample"],
                last_changed(record),
            )


def _progress(keys: list[int]) -> dict[int, Any]:
    """How far each project is in %, by the rule of the pages."""
    steps: dict[int, list[Milestone]] = {key: [] for key in keys}
    notes: dict[int, list[ProgressNote]] = {key: [] for key in keys}
    for step in Milestone.objects.filter(project__in=keys):
        steps[step.project_id].append(step)
    for note in ProgressNote.objects.filter(project__in=keys):
        notes[note.project_id].append(note)
    return {key: amount(progress_of(steps[key], notes[key]).percent) for key in keys}


def _of(model: Any, projects: Rows) -> Rows:
    rows: Rows = model.objects.filter(project__in=projects.order_by().values("pk"))
    return rows


def _milestones(projects: Rows) -> Iterator[Cells]:
    read = (
        "project__title", "title", "weight", "planned_on", "replanned_on", "actual_on",
        "follows_id",
    )  # fmt: skip
    for record in _records(_of(Milestone, projects), read):
        yield _named(record, read)


def _moves(projects: Rows) -> Iterator[Cells]:
    read = (
        "project__title", "milestone_id", "milestone__title", "from_day", "to_day", "reason",
        "moved_at",
    )  # fmt: skip
    for record in _records(_of(MilestoneMove, projects), read):
        yield _named(record | {"moved_at": local(record["moved_at"])}, read)


def _budget(projects: Rows) -> Iterator[Cells]:
    read = ("project__title", "year", "money_from", "planned", "spent", "quote")
    for record, source in _sourced(_of(BudgetLine, projects), read, "evidence_id"):
        money = {"planned": amount(record["planned"]), "spent": amount(record["spent"])}
        yield (*_named(record | money | {"quote": record["quote"] or None}, read), source)


def _notes(projects: Rows) -> Iterator[Cells]:
    read = ("project__title", "noted_on", "entered_at", "text", "percent", "reason")
    for record, proof in _sourced(_of(ProgressNote, projects), read, "proof_id"):
        told = {
            "entered_at": local(record["entered_at"]),
            "percent": amount(record["percent"]),
            "reason": record["reason"] or None,
        }
        yield (*_named(record | told, read), proof)


def _parts(projects: Rows) -> Iterator[Cells]:
    read = (
        "project__title", "organisation__name", "enterprise__title", "organisation__is_unnamed",
        "role", "state", "quantity", "quantity_unit", "website", "starts_on", "ends_on", "quote",
    )  # fmt: skip
    known = Q(enterprise=None) | Q(enterprise__in=Enterprise.objects.public().values("pk"))
    rows = _of(Participation, projects).filter(known)
    for record, source in _sourced(rows, read, "evidence_id"):
        yield (
            record["id"],
            record["project_id"],
            record["project__title"],
            record["organisation__name"] or record["enterprise__title"],
            bool(record["organisation__is_unnamed"]),
            record["role"],
            record["state"],
            amount(record["quantity"]),
            record["quantity_unit"] or None,
            record["website"] or None,
            record["starts_on"],
            record["ends_on"],
            record["quote"] or None,
            source,
        )


def _records(rows: Rows, read: tuple[str, ...]) -> Iterator[Record]:
    for piece in in_pieces(rows, "project_id", "id", fields=read):
        yield from piece


def _sourced(rows: Rows, read: tuple[str, ...], source: str) -> Iterator[tuple[Record, str | None]]:
    """The records, each with the address of the page that it names, where that is public."""
    for piece in in_pieces(rows, "project_id", "id", fields=(*read, source)):
        pages = public_pages(record[source] for record in piece)
        yield from ((record, address(pages.get(record[source]))) for record in piece)


def _named(record: Record, read: tuple[str, ...]) -> Cells:
    return (record["id"], record["project_id"], *(record[name] for name in read))
