"""Calendar files (RFC 5545) that people's own calendar programs subscribe to."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Timezone
from icalendar import Event as CalendarEntry

from portal.kit.site_names import site_name
from portal.publishing.conditional import conditional_response

# How often a program should read the file again.
FRESH: Final = timedelta(hours=1)
_ZONE_SINCE: Final = date(2000, 1, 1)


def calendar_response(
    request: HttpRequest, make: Callable[[], bytes], *, name: str, file: str, version: int
) -> HttpResponse:
    """Return the calendar that `make` makes, or 304 for a program that has it.

    `version` is raised when the same rows come out as other bytes. Its view is `for_all_origins`.
    """

    def response() -> HttpResponse:
        answer = HttpResponse(make(), content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'inline; filename="{file}.ics"'
        return answer

    return conditional_response(request, version, name, file, make=response)


def calendar_file(entries: Iterable[CalendarEntry], *, name: str) -> bytes:
    """Return the entries as a calendar that programs follow."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{site_name('vi')}//{_host()}//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("x-published-ttl", f"PT{FRESH.seconds // 3600}H")
    for entry in entries:
        calendar.add_component(entry)
    if not calendar.subcomponents:
        # The standard asks for one component at least; a time zone shows nothing.
        calendar.add_component(Timezone.from_tzid(settings.TIME_ZONE, first_date=_ZONE_SINCE))
    file: bytes = calendar.to_ical()
    return file


def entry_of(key: str, *, changed: datetime, sequence: int) -> CalendarEntry:
    """Return a new entry; with the same key and a higher number it is the same one, moved."""
    entry = CalendarEntry()
    entry.add("uid", f"{key}@{_host()}")
    entry.add("dtstamp", utc(changed))
    entry.add("last-modified", utc(changed))
    entry.add("sequence", sequence)
    return entry


def utc(moment: datetime) -> datetime:
    """Return the moment as calendar files write it: in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
