"""The content of a project's page, in few queries."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import ExtractYear, JSONObject
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.profiles.models import Enterprise
from portal.kit import charts
from portal.kit.postgres.prepared import Prepared
from portal.kit.samples import sample_rule
from portal.organisations.former_bodies import with_successions
from portal.publishing.models import PublicationQuerySet, Topic, heavy_columns
from projects.overview.embedded_rows import embedded, rows_of
from projects.overview.plan_charts import AT_REST
from projects.overview.project_rows import milestones_of
from projects.work.models import (
    AnnualPlan,
    Application,
    ApplicationOutcome,
    Milestone,
    Project,
    SupportCall,
    Task,
)
from projects.work.progress import lateness, mover_name, slip_words

PAGES = ("plan", "evidence")
CALL = ("id", "title", "conditions", "papers", "opens_on", "closes_on")
# A page is no archive: the newest ones, and it says so.
MAX_SUPPORTED = 300


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a milestone's day, as the page shows it."""

    from_day: date
    to_day: date
    reason: str
    moved_at: datetime
    moved_by: str


@dataclass(frozen=True, slots=True)
class MilestoneStep:
    """A milestone with its slip in words and how its day moved, the first move first."""

    milestone: Milestone
    slip: str
    moves: list[Move]


@dataclass(frozen=True, slots=True)
class Supported:
    """A public enterprise that was granted support."""

    title: str
    path: str
    is_sample: bool
    support: str


@dataclass(frozen=True, slots=True)
class SupportedYear:
    """Who was granted support in a year: those who are public at present, and how many others."""

    year: int
    named: list[Supported]
    unnamed: int


def public_project(slug: str) -> Project:
    """Return the public project of an address, with its small parts in the same query.

    Raises Http404. Its topics, calls and granted support are read by the functions below.
    """
    today = timezone.localdate()
    found: Project | None = _public.first(
        path=Project.path_of(slug), at=timezone.now(), today=today
    )
    if found is None:
        raise Http404
    return found


def _public_project(path: str, at: datetime, today: date) -> PublicationQuerySet[Any]:
    topics = Topic.objects.filter(publications=OuterRef("pk")).order_by("sort_key")
    calls = SupportCall.objects.filter(project=OuterRef("pk"))
    return (
        with_successions(Project.objects.public(at).filter(path=path))
        .select_related("cover", "section", "owner", "sponsor", "issuer", *PAGES)
        .defer(*heavy_columns(*PAGES))
        .annotate(
            topic_rows=embedded(topics, "name", "slug"),
            task_rows=_tasks(at, today),
            call_rows=embedded(calls, *CALL),
            granted_rows=_granted(at),
        )
    )


_public = Prepared(_public_project, path=str, at=datetime, today=date)


def _tasks(at: datetime, today: date) -> ArraySubquery:
    plans = AnnualPlan.objects.public(at).values("pk")
    rows = Task.objects.filter(project=OuterRef("pk"), plan__in=plans)
    rows = rows.with_due_status(today).order_by("-plan__year", "position", "id")
    row = JSONObject(
        year="plan__year", path="plan__path", title="title", due_status="due_status",
        due_on="due_on", due_words="due_words",
    )  # fmt: skip
    return ArraySubquery(rows.values(row=row))


def _granted(at: datetime) -> ArraySubquery:
    rows = Application.objects.filter(
        sample_rule("enterprise__"),
        call__project=OuterRef("pk"),
        outcome=ApplicationOutcome.GRANTED,
    ).order_by("-decided_on", "enterprise__sort_key", "-id")
    public = Enterprise.objects.public(at).filter(pk=OuterRef("enterprise"))
    row = JSONObject(
        year=ExtractYear("decided_on"),
        key="enterprise_id",
        public=Subquery(
            public.values(row=JSONObject(title="title", path="path", is_sample="is_sample"))
        ),
        support="call__title",
    )
    return ArraySubquery(rows.values(row=row)[: MAX_SUPPORTED + 1])


def topics_of(project: Project) -> list[Topic]:
    """Return the topics that came with a `public_project`."""
    return rows_of(Topic, vars(project)["topic_rows"])


def tasks_of(project: Project) -> list[dict[str, object]]:
    """Return the tasks in public programmes of a `public_project`, the latest year first."""
    return [
        row | {"due_on": row["due_on"] and date.fromisoformat(row["due_on"])}
        for row in vars(project)["task_rows"]
    ]


def calls_of(project: Project) -> list[SupportCall]:
    """Return the calls for support that came with a `public_project`, the newest first."""
    return rows_of(SupportCall, vars(project)["call_rows"])


def supported_by(project: Project) -> list[SupportedYear]:
    """Return the newest granted support of a `public_project`, by year, the latest first."""
    rows = vars(project)["granted_rows"][:MAX_SUPPORTED]
    return [_of_year(year, list(found)) for year, found in groupby(rows, key=itemgetter("year"))]


def has_more_supported(project: Project) -> bool:
    """Return whether more was granted than `supported_by` returns."""
    return len(vars(project)["granted_rows"]) > MAX_SUPPORTED


def _of_year(year: int, rows: list[dict[str, Any]]) -> SupportedYear:
    named = [Supported(**row["public"], support=row["support"]) for row in rows if row["public"]]
    return SupportedYear(year, named, len({row["key"] for row in rows if not row["public"]}))


def steps_of(project: Project) -> list[MilestoneStep]:
    """Return the milestones in their order, each with its moves, in one query."""
    today = timezone.localdate()
    return [
        MilestoneStep(
            each, slip_words(each, today), [_move(**row) for row in vars(each)["move_rows"]]
        )
        for each in milestones_of(project)
    ]


def _move(
    *,
    from_day: str,
    to_day: str,
    reason: str,
    moved_at: str,
    first_name: str | None,
    last_name: str | None,
) -> Move:
    return Move(
        date.fromisoformat(from_day),
        date.fromisoformat(to_day),
        reason,
        datetime.fromisoformat(moved_at),
        mover_name(first_name, last_name),
    )


def timeline_summary(project: Project, steps: list[MilestoneStep]) -> str:
    """Return what the timeline shows, in a sentence; "" where there is no milestone."""
    if not steps:
        return ""
    today = timezone.localdate()
    open_ones = [step.milestone for step in steps if step.milestone.actual_on is None]
    numbers = {"reached": len(steps) - len(open_ones), "all": len(steps)}
    behind = max((each.slip(today) for each in open_ones), default=0)
    if behind <= 0 or project.stage in AT_REST:
        return _("%(reached)d of %(all)d milestones are reached.") % numbers
    return _("%(reached)d of %(all)d milestones are reached; the furthest behind: %(days)s.") % (
        numbers | {"days": lateness(behind)}
    )


def timeline_of(project: Project, steps: list[MilestoneStep]) -> str:
    """Return the timeline of a project with its milestones, "" where no day is known."""
    marks = [
        charts.Milestone(
            step.milestone.title,
            step.milestone.actual_on or step.milestone.due_on,
            is_reached=step.milestone.actual_on is not None,
        )
        for step in steps
    ]
    if not (marks or project.starts_on):
        return ""
    # Whose timeline it is stands above it; the whole name would not fit into the picture.
    title = _("Time of work")
    stretch = charts.Stretch(title, project.starts_on, project.ends_on, marks)
    today = timezone.localdate()
    return charts.timeline("timeline", title=title, stretches=[stretch], today=today)
