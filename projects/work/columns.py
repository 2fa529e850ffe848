"""Columns of the projects' data files."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.reading import page_address, page_title, without_zeros
from portal.exchange.datafiles.tables import ID, SAMPLE, Column, Computed, Kind, Related, Words
from portal.exchange.opendata.listing import CHANGED
from projects.kit.columns import QUOTE, SOURCE
from projects.work.models import (
    Milestone,
    MilestoneMove,
    MoneyFrom,
    Nature,
    PartState,
    ProgressNote,
    Role,
    Stage,
)
from projects.work.progress import Progress, mover_name, progress_of

MILLIONS = _("million đồng")
PROJECT_ID = Column(
    "project_id", _("number of the project"), _("“id” of the project."), Kind.INTEGER
)
PROJECT_TITLE = Column("project", _("project"), _("As the page is called."), value="project__title")
# What hangs on a made-up project is made up with it.
SAMPLE_PROJECT = replace(SAMPLE, value="project__is_sample")


def sample_of(*names: str) -> Column:
    """Return the mark of a row that is made up as soon as one of these fields says so."""
    return replace(SAMPLE, value=Computed(lambda *samples: any(samples), names))


def _amount(name: str, label: Words, meaning: Words, unit: Words = "") -> Column:
    value = Computed(without_zeros, (name,))
    return Column(name, label, meaning, Kind.DECIMAL, unit, value=value)


def _progress(projects: set[int]) -> dict[int, Progress]:
    """Return how far each project is, by the rule of the pages."""
    milestones: dict[int, list[Milestone]] = defaultdict(list)
    notes: dict[int, list[ProgressNote]] = defaultdict(list)
    for milestone in Milestone.objects.filter(project__in=projects):
        milestones[milestone.project_id].append(milestone)
    for note in ProgressNote.objects.filter(project__in=projects):
        notes[note.project_id].append(note)
    return {key: progress_of(milestones[key], notes[key]) for key in projects}


def _percent(progress: Progress) -> Decimal | None:
    return without_zeros(progress.percent)


def _is_stated(progress: Progress) -> bool | None:
    return None if progress.percent is None else progress.typed is not None


def _moves(milestones: set[int]) -> dict[int, str]:
    """Return how the days of milestones were moved, why, and by whom, in words."""
    found: dict[int, list[str]] = defaultdict(list)
    moves = MilestoneMove.objects.filter(milestone__in=milestones).order_by("moved_at", "id")
    for move in moves.select_related("moved_by"):
        days = f"{move.from_day.isoformat()} → {move.to_day.isoformat()}"
        name = move.moved_by.get_full_name() if move.moved_by else ""
        by = f" ({name})" if name else ""
        found[move.milestone_id].append(f"{days}: {move.reason}{by}")
    return {key: "; ".join(words) for key, words in found.items()}


PROJECT = (
    ID,
    Column("title", _("title"), _("As the page is called.")),
    Column("address", _("address"), _("Of its page."), Kind.ADDRESS, value="path"),
    Column("nature", _("nature"), _("Of a project or of a programme."), codes=dict(Nature.choices)),
    Column("stage", _("stage"), _("As a source says it."), codes=dict(Stage.choices)),
    Column(
        "plan",
        _("master plan"),
        _("Empty: no source says that it belongs to one."),
        value=page_title("plan_id"),
    ),
    Column("field", _("field"), _("Of work."), value="section__name"),
    Column("aim", _("main aim"), _("What it is for.")),
    Column("starts_on", _("starts on"), _("May be empty."), Kind.DATE),
    Column("ends_on", _("ends on"), _("As planned; may be empty."), Kind.DATE),
    Column("place", _("place"), _("Where it is carried out.")),
    Column("owner", _("owner"), _("Who carries it out and answers for it."), value="owner__name"),
    Column(
        "sponsor", _("sponsor"), _("Who decides on it and gives the money."), value="sponsor__name"
    ),
    Column("weight", _("weight in its plan"), _("2 counts twice as much as 1."), Kind.INTEGER),
    Column(
        "progress",
        _("progress in %"),
        _("By weighted milestones, or as a proved note says; empty: not known, and not 0."),
        Kind.DECIMAL,
        "%",
        value=Related("pk", _progress, _percent),
    ),
    Column(
        "progress_is_stated",
        _("stated progress"),
        _("Whether a note with reason and proof states it; else milestones do."),
        Kind.BOOLEAN,
        value=Related("pk", _progress, _is_stated),
    ),
    Column("decision_number", _("number of the decision"), _("As it stands on the paper.")),
    Column("decided_on", _("day of the decision"), _("The day it was signed."), Kind.DATE),
    Column("issuer", _("issued by"), _("Who decided."), value="issuer__name"),
    QUOTE,
    SOURCE,
    SAMPLE,
    CHANGED,
)

MILESTONE = (
    ID,
    PROJECT_ID,
    PROJECT_TITLE,
    Column("title", _("milestone"), _("What is there once it is reached.")),
    Column("weight", _("weight"), _("2 counts twice as much as 1."), Kind.INTEGER),
    Column("planned_on", _("planned for"), _("The day that was first planned."), Kind.DATE),
    Column("replanned_on", _("planned anew for"), _("Empty: the first day holds."), Kind.DATE),
    Column("actual_on", _("reached on"), _("Empty: not recorded as reached."), Kind.DATE),
    Column("follows_id", _("comes after"), _("“id” of the milestone before it."), Kind.INTEGER),
    SAMPLE_PROJECT,
)

MOVE = (
    ID,
    PROJECT_ID,
    PROJECT_TITLE,
    Column("milestone_id", _("number of the milestone"), _("“id” of the milestone."), Kind.INTEGER),
    Column("milestone", _("milestone"), _("As it is called."), value="milestone__title"),
    Column("from_day", _("from day"), _("The day that was given up."), Kind.DATE),
    Column("to_day", _("to day"), _("The day in its place."), Kind.DATE),
    Column("reason", _("reason"), _("Why the day could not be kept.")),
    Column("moved_at", _("moved"), _("When the day was moved."), Kind.DATE_TIME),
    Column(
        "moved_by",
        _("moved by"),
        _("The name of who moved it; may be empty."),
        value=Computed(mover_name, ("moved_by__first_name", "moved_by__last_name")),
    ),
    SAMPLE_PROJECT,
)

# Of one project, in one table: what was planned, what holds now, what came, and why days moved.
STEP = (
    *(each for each in MILESTONE if each not in (PROJECT_ID, PROJECT_TITLE, SAMPLE_PROJECT)),
    Column(
        "moves",
        _("moves and their reasons"),
        _("Each move with its reason and who moved it, the first one first; empty: never moved."),
        value=Related("pk", _moves),
    ),
    SAMPLE_PROJECT,
)

BUDGET = (
    ID,
    PROJECT_ID,
    PROJECT_TITLE,
    Column("year", _("year"), _("The budget year."), Kind.INTEGER),
    Column("money_from", _("money from"), _("The kind of budget."), codes=dict(MoneyFrom.choices)),
    _amount("planned", _("planned"), _("Empty: not known; 0: none."), MILLIONS),
    _amount("spent", _("spent"), _("Empty: not known; 0: none."), MILLIONS),
    QUOTE,
    SOURCE,
    SAMPLE_PROJECT,
)

NOTE = (
    ID,
    PROJECT_ID,
    PROJECT_TITLE,
    Column("noted_on", _("as of"), _("The day that the words are true for."), Kind.DATE),
    Column("entered_at", _("entered"), _("When the note was entered."), Kind.DATE_TIME),
    Column("text", _("progress"), _("What was done, what hinders.")),
    _amount("percent", _("progress in %"), _("Empty: by milestones."), "%"),
    Column("reason", _("why a typed figure"), _("Where a percentage is typed.")),
    Column(
        "proof",
        _("proof"),
        _("The page that shows it."),
        Kind.ADDRESS,
        value=page_address("proof_id"),
    ),
    SAMPLE_PROJECT,
)


def _where_named(field: str) -> Computed:
    """Return the value of a field that may name whoever takes part: only where the row does."""
    return Computed(
        lambda value, *named: value if any(named) else "",
        (field, "organisation__name", "public_enterprise"),
    )


PART = (
    ID,
    PROJECT_ID,
    PROJECT_TITLE,
    Column(
        "participant",
        _("participant"),
        _("An organisation or an enterprise; empty while its page is not public."),
        value=Computed(
            lambda organisation, enterprise: organisation or enterprise,
            ("organisation__name", "public_enterprise"),
        ),
    ),
    Column(
        "is_unnamed",
        _("not named by its source"),
        _("It is counted and not named."),
        Kind.BOOLEAN,
        value=Computed(bool, ("organisation__is_unnamed",)),
    ),
    Column("role", _("role"), _("What it is in the project."), codes=dict(Role.choices)),
    Column("state", _("state"), _("As a source says it."), codes=dict(PartState.choices)),
    _amount("quantity", _("quantity"), _("Such as the number of people trained.")),
    Column("quantity_unit", _("unit"), _("What is counted.")),
    Column(
        "website",
        _("website"),
        _("The address that came of it."),
        Kind.ADDRESS,
        value=_where_named("website"),
    ),
    Column("starts_on", _("starts on"), _("May be empty."), Kind.DATE),
    Column("ends_on", _("ends on"), _("May be empty."), Kind.DATE),
    replace(QUOTE, value=_where_named("quote")),
    SOURCE,
    sample_of("project__is_sample", "enterprise__is_sample"),
)
