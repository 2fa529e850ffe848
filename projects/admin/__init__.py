"""What the admin offers for plans, projects, programmes and indicators."""

from projects.admin import annual, indicators, plans, projects

__all__ = ["annual", "indicators", "plans", "projects"]
