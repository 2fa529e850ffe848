"""The calendar files: of all events, of a series, of one event."""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from enterprises.events.calendar import calendar_of
from enterprises.events.models import Event, EventQuerySet, EventSeries
from enterprises.events.programme import with_programme
from portal.exchange.calendars import calendar_response
from portal.publishing.models import Redirect

# The newest so many: enough for years, and bounded.
MAX_ROWS: Final = 300
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
    def make() -> bytes:
        events = with_programme(rows.select_related("announcement").defer("body", "search_vector"))
        return calendar_of(events.order_by("-starts_at", "-pk")[:MAX_ROWS], name=name)

    return calendar_response(request, make, name=name, file=file, version=FORMAT)
