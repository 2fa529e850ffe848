"""The admin of pages and of what belongs to them, each table in its file."""

from portal.editing import library, quote_notices
from portal.editing.admin import corrections, english, features, sections
from portal.editing.staff import admin as staff_admin

__all__ = [
    "corrections",
    "english",
    "features",
    "library",
    "quote_notices",
    "sections",
    "staff_admin",
]
