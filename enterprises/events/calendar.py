"""Events for calendar programs (RFC 5545): subscribers follow what is moved or cancelled."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as CalendarEntry

from enterprises.events.programme import Entry, programme_of
from enterprises.models import Event, Precision, Standing

# How often a program is asked to look again.
FRESH: Final = timedelta(hours=1)
STATUSES: Final = {Standing.CANCELLED: "CANCELLED"}


def calendar_of(events: Iterable[Event], *, name: str) -> bytes:
    """The events as a calendar file; those of which only the year is known have no day in it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{_host()}//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("x-published-ttl", f"PT{FRESH.seconds // 3600}H")
    for event in events:
        if event.precision != Precision.YEAR:
            calendar.add_component(_entry(event))
    file: bytes = calendar.to_ical()
    return file


def _entry(event: Event) -> CalendarEntry:
    changed = _changed_at(event)
    entry = CalendarEntry()
    # The key and not the address: an event that gets another address stays the same entry.
    entry.add("uid", f"su-kien-{event.pk}@{_host()}")
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", _sequence(event))
    _add_time(entry, event)
    entry.add("summary", _summary(event))
    entry.add("description", _description(event))
    if event.place:
        entry.add("location", event.place)
    entry.add("url", settings.SITE_URL + event.path)
    entry.add("status", STATUSES.get(Standing(event.standing), "CONFIRMED"))
    return entry


def _add_time(entry: CalendarEntry, event: Event) -> None:
    begins, ends = timezone.localtime(event.starts_at), event.ends_at
    if event.precision == Precision.DAY:
        entry.add("dtstart", begins.date())
        last = timezone.localtime(ends).date() if ends else begins.date()
        # The first day on which it is over.
        entry.add("dtend", last + timedelta(days=1))
        return
    entry.add("dtstart", _utc(event.starts_at))
    if ends:
        entry.add("dtend", _utc(ends))


def _sequence(event: Event) -> int:
    """Rises with each version that readers see and with each slot that is granted or moved."""
    announcement = getattr(event, "announcement", None)
    return (event.live_number or 0) + (announcement.number if announcement else 0)


def _changed_at(event: Event) -> datetime:
    announcement = getattr(event, "announcement", None)
    moments = [event.updated_at, event.published_at, announcement and announcement.changed_at]
    return _utc(max(moment for moment in moments if moment is not None))


def _summary(event: Event) -> str:
    return _("Cancelled: %(title)s") % {"title": event.title} if event.is_cancelled else event.title


def _description(event: Event) -> str:
    lines = [event.standing_reason, event.summary, *map(_line, programme_of(event))]
    lines.append(settings.SITE_URL + event.path)
    return "\n".join(line for line in lines if line)


def _line(entry: Entry) -> str:
    """A point of the programme in a line: when, what, for whom."""
    who = entry.enterprise.title if entry.enterprise else entry.speaker
    what = f"{entry.title} ({who})" if who else entry.title
    return f"{entry.at:%H:%M} {what}" if entry.at else what


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
