"""The workplace of the staff for enterprises, each kind of row in its file."""

from enterprises.admin import (
    association,
    confirmations,
    enterprises,
    events,
    infrastructure,
    joining,
    localities,
    obstacles,
    people,
    products,
    reports,
    slot_requests,
    withdrawals,
)

__all__ = [
    "association",
    "confirmations",
    "enterprises",
    "events",
    "infrastructure",
    "joining",
    "localities",
    "obstacles",
    "people",
    "products",
    "reports",
    "slot_requests",
    "withdrawals",
]
