"""What readers have seen of a project's milestones, as its live version keeps it."""

from dataclasses import dataclass
from typing import Any

from portal.publishing import applying, changes
from projects.work.models import Milestone, Project


@dataclass(frozen=True, slots=True)
class SeenMilestones:
    """The milestones that readers have seen, by key, and the keys of the moves."""

    rows: dict[int, Milestone]
    moves: list[int]


def seen_milestones(project: Project) -> SeenMilestones | None:
    """Return what readers have seen; None where the project was never before them."""
    if not project.was_seen():
        return None
    live = changes.live_version(project)
    parts = live.data["parts"] if live is not None else {}
    return SeenMilestones(
        {row["id"]: _milestone(row) for row in parts.get("milestones", [])},
        [row["id"] for row in parts.get("milestone_moves", [])],
    )


def _milestone(row: dict[str, Any]) -> Milestone:
    milestone = Milestone(pk=row["id"])
    applying.fields_from_plain(milestone, row)
    return milestone
