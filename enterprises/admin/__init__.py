"""The workplace of the staff for enterprises, each kind of row in its file."""

from enterprises.admin import (
    confirmations,
    enterprises,
    events,
    infrastructure,
    localities,
    people,
    products,
    reports,
)

__all__ = [
    "confirmations",
    "enterprises",
    "events",
    "infrastructure",
    "localities",
    "people",
    "products",
    "reports",
]
from enterprises.admin import association

__all__ = ["association", "enterprises", "infrastructure", "localities", "people", "products"]
