"""What the admin offers for plans, projects, programmes, promises and indicators."""

from projects.admin import annual, indicators, plans, projects, promises

__all__ = ["annual", "indicators", "plans", "projects", "promises"]
