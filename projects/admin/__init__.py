"""What the admin offers for plans, projects, programmes, promises, support and indicators."""

from projects.admin import annual, indicators, plans, projects, promises, support

__all__ = ["annual", "indicators", "plans", "projects", "promises", "support"]
