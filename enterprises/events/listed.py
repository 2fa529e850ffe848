"""The events of a list; of the list of all, the first page by queries that are compiled once."""

from datetime import datetime
from typing import Final

from django.utils import timezone

from enterprises.events.models import Event, EventQuerySet
from enterprises.events.models.querysets import coming_days
from portal.kit.postgres.prepared import Prepared
from portal.publishing.paging import PAGE_SIZE

# More are not planned at a time; the rest is in the calendar.
COMING: Final = 30


def for_list(rows: EventQuerySet) -> EventQuerySet:
    """Return the events with what a list says of each."""
    return rows.select_related("series").defer("body", "search_vector")


def first_past() -> list[Event]:
    """Return the first page of all that was, and the event behind it."""
    days = coming_days()
    return _past(at=timezone.now(), today=days["today"], year=days["year"])


def first_coming() -> list[Event]:
    """Return all that comes, as far as the list goes, and the event behind it."""
    return _coming(at=timezone.now(), **coming_days())


def _first_past(at: datetime, today: datetime, year: datetime) -> EventQuerySet:
    rows = for_list(Event.objects.public(at))
    return rows.past_on(today=today, year=year)[: PAGE_SIZE + 1]


def _first_coming(at: datetime, today: datetime, year: datetime, since: datetime) -> EventQuerySet:
    rows = for_list(Event.objects.public(at))
    return rows.coming_on(today=today, year=year, since=since)[: COMING + 1]


_past = Prepared(_first_past, at=datetime, today=datetime, year=datetime)
_coming = Prepared(_first_coming, at=datetime, today=datetime, year=datetime, since=datetime)
