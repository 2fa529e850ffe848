"""The calendar files: of all events, of a series, of one event."""

import hashlib
from typing import Final

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from enterprises.events.calendar import calendar_of
from enterprises.events.programme import with_programme
from enterprises.models import Event, EventSeries
from enterprises.models.event import EventQuerySet
from portal.publishing.generation import sight
from portal.publishing.models import Redirect

# The newest so many: enough for years, and bounded.
MOST: Final = 300
# To be raised when the same events come out as other bytes.
FORMAT: Final = 1


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """All events, to subscribe to."""
    return _answered(request, Event.objects.public(), name=settings.SITE_NAME, file="lich")


@require_safe
def series_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The events of a series, to subscribe to."""
    series = get_object_or_404(EventSeries, slug=slug)
    rows = Event.objects.public().filter(series=series)
    return _answered(request, rows, name=series.name, file=slug)


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One event, to be taken over; where its page has moved, the file has, too."""
    rows = Event.objects.public().filter(path=Event.path_of(slug))
    title = rows.values_list("title", flat=True).first()
    if title is None:
        target = Redirect.objects.target_of(Event.path_of(slug))
        if target is None:
            raise Http404
        return HttpResponsePermanentRedirect(f"{target.rstrip('/')}.ics")
    return _answered(request, rows, name=title, file=slug)


def _answered(
    request: HttpRequest, rows: EventQuerySet, *, name: str, file: str
) -> HttpResponseBase:
    # Read before the rows: a file may be newer than it says, never older.
    seen = sight()
    etag = f'"{hashlib.sha256(repr((FORMAT, name, file, seen)).encode()).hexdigest()[:32]}"'
    changed = int(seen.changed_at.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        events = with_programme(rows.select_related("announcement").defer("body", "search_vector"))
        newest = events.order_by("-starts_at", "-pk")[:MOST]
        response = HttpResponse(
            calendar_of(newest, name=name), content_type="text/calendar; charset=utf-8"
        )
        response["Content-Disposition"] = f'inline; filename="{file}.ics"'
        response["Access-Control-Allow-Origin"] = "*"
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    # To be kept, and asked for again each time: an event may be moved.
    response["Cache-Control"] = "public, no-cache"
    return response
