"""The time of an event in words and for machines, as exact as known, and when that next changes."""

from copy import copy
from datetime import datetime

from django.db.models import Q
from django.utils import formats, timezone

from enterprises.events.models import Event, EventStatus, Precision
from enterprises.events.models.precision import coarser, precision_of
from portal.kit.moments import midnight
from portal.pagecache.moments import next_moment_of


def describe_time(event: Event) -> str:
    """Return “Tuesday, 30/01/2007, 08:00–11:30”, or the day or the year alone."""
    begins = timezone.localtime(event.starts_at)
    if event.precision == Precision.YEAR:
        return str(begins.year)
    ends = timezone.localtime(event.ends_at) if event.ends_at else None
    day = formats.date_format(begins, "l, d/m/Y")
    with_hours = event.precision == Precision.HOUR
    first = f"{day}, {begins:%H:%M}" if with_hours else day
    if ends is None or (ends.date() == begins.date() and not with_hours):
        return first
    if ends.date() == begins.date():
        return f"{first}–{ends:%H:%M}"
    last = formats.date_format(ends, "l, d/m/Y")
    return f"{first} – {last}, {ends:%H:%M}" if with_hours else f"{first} – {last}"


def describe_start(event: Event) -> str:
    """Return “30/01/2007 08:00”, or the day or the year alone."""
    begins = timezone.localtime(event.starts_at)
    if event.precision == Precision.YEAR:
        return str(begins.year)
    return f"{begins:%d/%m/%Y %H:%M}" if event.precision == Precision.HOUR else f"{begins:%d/%m/%Y}"


def as_before(event: Event, starts_at: datetime) -> Event:
    """Return the event with a former start, no more exact than that was known or it is now."""
    former = copy(event)
    former.starts_at = starts_at
    former.precision = coarser(event.precision, precision_of(starts_at))
    return former


def machine_time(event: Event) -> str:
    """Return the start as `<time>` and JSON-LD take it: a moment, a day or a year."""
    begins = timezone.localtime(event.starts_at)
    if event.precision == Precision.YEAR:
        return str(begins.year)
    if event.precision == Precision.DAY:
        return begins.date().isoformat()
    return begins.replace(microsecond=0).isoformat()


def machine_end(event: Event) -> str:
    """Return the end as a moment or a day; empty where it is not known."""
    if event.ends_at is None or event.precision == Precision.YEAR:
        return ""
    ends = timezone.localtime(event.ends_at)
    return ends.isoformat() if event.precision == Precision.HOUR else ends.date().isoformat()


def has_surely_begun(event: Event) -> bool:
    """Return whether it has begun whatever its hour, as `begun_by` says."""
    return event.begun_by <= timezone.now()


def may_begin(now: datetime) -> Q:
    """Return the condition of what has not surely begun, as `has_surely_begun` asks one event."""
    today = timezone.localdate(now)
    of_day = Q(precision=Precision.DAY, starts_at__gte=midnight(today))
    of_year = Q(precision=Precision.YEAR, starts_at__gte=midnight(today.replace(month=1, day=1)))
    return Q(starts_at__gt=now) | (of_day | of_year) & ~Q(status=EventStatus.HELD)


def registration_end(event: Event) -> tuple[str, str]:
    """Return until when enterprises register, for machines and in words; no hour nobody said."""
    ends = timezone.localtime(event.registration_ends_at)
    if event.precision == Precision.HOUR or ends < event.begun_by:
        return ends.replace(microsecond=0).isoformat(), f"{ends:%d/%m/%Y %H:%M}"
    return machine_time(event), describe_start(event)


HOURS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")


def next_event_moment(now: datetime) -> datetime | None:
    """Return the next moment at which an event begins or ends, or its registration does."""
    return next_moment_of(Event.objects.public(now), HOURS, now)
