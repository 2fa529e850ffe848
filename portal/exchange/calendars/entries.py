"""What every calendar file of the site has in common."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as CalendarEntry

# How often a program is asked to look again.
FRESH: Final = timedelta(hours=1)


def calendar_file(entries: Iterable[CalendarEntry], *, name: str) -> bytes:
    """The entries as a calendar that programs follow."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{_host()}//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("x-published-ttl", f"PT{FRESH.seconds // 3600}H")
    for entry in entries:
        calendar.add_component(entry)
    file: bytes = calendar.to_ical()
    return file


def entry_of(key: str, *, changed: datetime, sequence: int) -> CalendarEntry:
    """A new entry under its key: under the same key and a higher number it is the same, moved."""
    entry = CalendarEntry()
    entry.add("uid", f"{key}@{_host()}")
    entry.add("dtstamp", utc(changed))
    entry.add("last-modified", utc(changed))
    entry.add("sequence", sequence)
    return entry


def utc(moment: datetime) -> datetime:
    """A moment as calendar files write it: in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
