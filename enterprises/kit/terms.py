"""Terms: from a day on, until the day before another; an open end where none is named."""

from datetime import date

from django.db.models import Q


def holds_on(day: date, *, since: str = "since", until: str = "until") -> Q:
    """Return the condition that a row's term has the day in it."""
    begun = Q(**{since: None}) | Q(**{f"{since}__lte": day})
    return begun & (Q(**{until: None}) | Q(**{f"{until}__gt": day}))
