"""Projects and programmes in the admin."""

from projects.work.admin import milestones, participations, projects

__all__ = ["milestones", "participations", "projects"]
