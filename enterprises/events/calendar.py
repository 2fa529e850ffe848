"""Events for calendar programs (RFC 5545): subscribers follow what is moved or cancelled."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event as CalendarEntry

from enterprises.events.models import Event, Precision, Standing
from enterprises.events.programme import Entry, programme_of
from portal.exchange.calendars import calendar_file, entry_of, utc

STATUSES: Final = {Standing.CANCELLED: "CANCELLED"}


def calendar_of(events: Iterable[Event], *, name: str) -> bytes:
    """The events as a calendar file; those of which only the year is known have no day in it."""
    entries = (_entry(event) for event in events if event.precision != Precision.YEAR)
    return calendar_file(entries, name=name)


def _entry(event: Event) -> CalendarEntry:
    # The key and not the address: an event that gets another address stays the same entry.
    key = f"su-kien-{event.pk}"
    entry = entry_of(key, changed=_changed_at(event), sequence=_sequence(event))
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
    entry.add("dtstart", utc(event.starts_at))
    if ends:
        entry.add("dtend", utc(ends))


def _sequence(event: Event) -> int:
    """Rises with each version that readers see and with each slot that is granted or moved."""
    announcement = getattr(event, "announcement", None)
    return (event.live_number or 0) + (announcement.number if announcement else 0)


def _changed_at(event: Event) -> datetime:
    announcement = getattr(event, "announcement", None)
    moments = [event.updated_at, event.published_at, announcement and announcement.changed_at]
    return max(moment for moment in moments if moment is not None)


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
