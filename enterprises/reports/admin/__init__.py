"""Reports, their review and their sheets in the admin."""

from enterprises.reports.admin import reports, review

__all__ = [
    "reports",
    "review",
    "sheets",
]
