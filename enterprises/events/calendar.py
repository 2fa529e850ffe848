"""Events as calendar files (RFC 5545): subscribers follow what is moved or cancelled."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event as CalendarEntry

from enterprises.events.agenda import AgendaEntry, agenda_of, with_agenda
from enterprises.events.models import Event, EventQuerySet, EventSeries, EventStatus, Precision
from portal.exchange.calendars import calendar_file, calendar_response, entry_of, utc
from portal.kit.moments import day_after
from portal.kit.moved import moved_to
from portal.kit.origins import for_all_origins
from portal.kit.samples import with_mark
from portal.kit.site_names import site_name
from portal.publishing.models import Redirect

STATUSES: Final = {EventStatus.CANCELLED: "CANCELLED"}
# The newest so many: enough for years, and bounded.
MAX_ROWS: Final = 300
# To be raised when the same events come out as other bytes.
FORMAT: Final = 4


def calendar_of(events: Iterable[Event], *, name: str) -> bytes:
    """Return the events as a calendar file, without those whose day is not known."""
    entries = (_entry(event) for event in events if event.precision != Precision.YEAR)
    return calendar_file(entries, name=name)


def calendar_text(event: Event) -> str:
    """Return one event as the text of a calendar file, for a letter; "" without a known day."""
    if event.precision == Precision.YEAR:
        return ""
    rows = with_agenda(Event.objects.filter(pk=event.pk).select_related("announcement"))
    return calendar_of(rows.defer("body", "search_vector"), name=event.title).decode()


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
    entry.add("status", STATUSES.get(EventStatus(event.status), "CONFIRMED"))
    return entry


def _add_time(entry: CalendarEntry, event: Event) -> None:
    begins, ends = timezone.localtime(event.starts_at), event.ends_at
    if event.precision == Precision.DAY:
        entry.add("dtstart", begins.date())
        last = timezone.localtime(ends).date() if ends else begins.date()
        # The first day on which it is over.
        entry.add("dtend", day_after(last))
        return
    entry.add("dtstart", utc(event.starts_at))
    if ends:
        entry.add("dtend", utc(ends))


def _sequence(event: Event) -> int:
    """Return a number that rises with each public version and each granted or moved slot."""
    announcement = getattr(event, "announcement", None)
    return (event.live_number or 0) + (announcement.number if announcement else 0)


def _changed_at(event: Event) -> datetime:
    announcement = getattr(event, "announcement", None)
    moments = [event.updated_at, event.published_at, announcement and announcement.changed_at]
    return max(moment for moment in moments if moment is not None)


def _summary(event: Event) -> str:
    title = with_mark(event.title, is_sample=event.is_sample)
    return _("Cancelled: %(title)s") % {"title": title} if event.is_cancelled else title


def _description(event: Event) -> str:
    lines = [event.status_reason, event.summary, *_agenda_lines(agenda_of(event))]
    lines.append(settings.SITE_URL + event.path)
    return "\n".join(line for line in lines if line)


def _agenda_lines(entries: list[AgendaEntry]) -> Iterator[str]:
    """Yield the points of the programme, below their days where these are several."""
    has_days = len({entry.day for entry in entries}) > 1
    for day, points in groupby(entries, attrgetter("day")):
        if has_days:
            yield _("Day %(number)s") % {"number": day}
        yield from map(_line, points)


def _line(entry: AgendaEntry) -> str:
    """Return a point of the programme in a line: when, what, for whom."""
    who = entry.enterprise.title if entry.enterprise else entry.speaker
    what = f"{entry.title} ({who})" if who else entry.title
    return f"{entry.at:%H:%M} {what}" if entry.at else what


@for_all_origins
def calendar(request: HttpRequest) -> HttpResponseBase:
    """Send all events, to subscribe to."""
    return _calendar_response(request, Event.objects.public(), name=site_name("vi"), file="lich")


@for_all_origins
def series_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the events of a series, to subscribe to."""
    series = get_object_or_404(EventSeries, slug=slug)
    rows = Event.objects.public().filter(series=series)
    return _calendar_response(request, rows, name=series.name, file=slug)


@for_all_origins
def event_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send one event whose day is known, or a redirect where its page has moved."""
    rows = Event.objects.public().filter(path=Event.path_of(slug))
    title, precision = rows.values_list("title", "precision").first() or ("", "")
    if precision == Precision.YEAR:
        raise Http404
    if not title:
        target = Redirect.objects.target_of(Event.path_of(slug))
        if target is None:
            raise Http404
        return moved_to(f"{target.rstrip('/')}.ics")
    return _calendar_response(request, rows, name=title, file=slug)


def _calendar_response(
    request: HttpRequest, rows: EventQuerySet, *, name: str, file: str
) -> HttpResponseBase:
    def make() -> bytes:
        events = with_agenda(rows.select_related("announcement").defer("body", "search_vector"))
        return calendar_of(events.order_by("-starts_at", "-pk")[:MAX_ROWS], name=name)

    return calendar_response(request, make, name=name, file=file, version=FORMAT)
