"""Projects and programmes in the admin."""

from projects.work.admin import annual_plans, milestones, participations, projects

__all__ = [
    "annual_plans",
    "milestones",
    "participations",
    "projects",
]
