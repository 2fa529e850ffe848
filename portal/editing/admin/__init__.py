"""The admin of pages and of what belongs to them, each table in its file."""

from portal.editing import library, quote_notices
from portal.editing.admin import corrections, english, features, sections

__all__ = [
    "corrections",
    "english",
    "features",
    "library",
    "quote_notices",
    "sections",
]
