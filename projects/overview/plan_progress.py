"""The progress of a plan: the average of its projects by weight."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import OuterRef

from portal.publishing.models import PublicationQuerySet
from projects.overview.embedded_rows import embedded, rows_of
from projects.work.models import Milestone, ProgressNote, Project
from projects.work.progress import TENTH, Progress, progress_of

STEP = ("id", "title", "weight", "planned_on", "replanned_on", "actual_on")
ORDER = ("position", "planned_on", "id")
NOTE = ("id", "noted_on", "percent")


@dataclass(frozen=True, slots=True)
class ProjectShare:
    """A project with its progress, and how many points of the plan's progress come from it."""

    project: Project
    steps: list[Milestone]
    progress: Progress
    counts: bool
    # None where its progress is not known or does not count.
    points: Decimal | None = None

    @property
    def weighted(self) -> Decimal | None:
        """Return the progress times the weight; None where there is nothing to count."""
        percent = self.progress.percent if self.counts else None
        return None if percent is None else percent * self.project.weight

    @property
    def is_stated(self) -> bool:
        """Return whether somebody typed its progress."""
        return self.progress.typed is not None


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """The progress of a plan in %, None where that of no project is known."""

    percent: Decimal | None
    # Of how many projects that count the progress is known.
    known: int
    counted: int
    shares: list[ProjectShare]

    @property
    def stated(self) -> int:
        """Return of how many projects that count the progress was stated, and not worked out."""
        return sum(share.is_stated for share in self.shares if share.counts)


def with_steps(projects: PublicationQuerySet[Project]) -> PublicationQuerySet[Project]:
    """Add the milestones and notes that the progress is computed from, in the same query."""
    notes = ProgressNote.objects.filter(project=OuterRef("pk")).order_by("-noted_on", "-id")
    steps = Milestone.objects.filter(project=OuterRef("pk")).order_by(*ORDER)
    found: Any = projects.annotate(
        json_steps=embedded(steps, *STEP),
        json_newest=embedded(notes[:1], *NOTE),
        json_typed=embedded(notes.exclude(percent=None)[:1], *NOTE),
    )
    return found  # type: ignore[no-any-return]  # the annotations have a type of their own


def plan_progress_of(projects: Iterable[Project], *, with_samples: bool) -> PlanProgress:
    """Return the progress of projects read `with_steps()`; samples count only on demand."""
    found = [_share(each, counts=with_samples or not each.is_sample) for each in projects]
    known = [share for share in found if share.weighted is not None]
    weight = sum(share.project.weight for share in known)
    total = sum((share.weighted or Decimal(0) for share in known), Decimal(0))
    return PlanProgress(
        percent=_tenth(total / weight) if known else None,
        known=len(known),
        counted=sum(share.counts for share in found),
        shares=[replace(share, points=_points(share, weight)) for share in found],
    )


def _share(project: Project, *, counts: bool) -> ProjectShare:
    read = vars(project)
    steps = rows_of(Milestone, read["json_steps"])
    notes = rows_of(ProgressNote, read["json_newest"] + read["json_typed"])
    return ProjectShare(project, steps, progress_of(steps, notes), counts)


def _points(share: ProjectShare, weight: int) -> Decimal | None:
    return None if share.weighted is None else _tenth(share.weighted / weight)


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(TENTH, rounding=ROUND_HALF_UP)
