"""What the pages say of an indicator: where it is to go, and how far it is known to have come."""

from projects.indicators.figures.goals import (
    Goal,
    Progress,
    goals_of,
    latest_of,
    progress_of,
    target_to_show,
    targets_of,
)

__all__ = [
    "Goal",
    "Progress",
    "goals_of",
    "latest_of",
    "progress_of",
    "target_to_show",
    "targets_of",
]
