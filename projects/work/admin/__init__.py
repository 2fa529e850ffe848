"""Projects and programmes in the admin."""

from projects.work.admin import annual, milestones, participations, projects

__all__ = [
    "annual",
    "milestones",
    "participations",
    "projects",
]
