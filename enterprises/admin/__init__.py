"""The workplace of the staff for enterprises, each kind of row in its file."""

from enterprises.admin import (
    confirmations,
    enterprises,
    events,
    infrastructure,
    localities,
    people,
    products,
)

__all__ = [
    "confirmations",
    "enterprises",
    "events",
    "infrastructure",
    "localities",
    "people",
    "products",
]
from enterprises.admin import association

__all__ = ["association", "enterprises", "infrastructure", "localities", "people", "products"]
