"""The public pages of events: what comes, what was, one meeting, one series."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from enterprises.events.agenda import agenda_of, with_agenda
from enterprises.events.filters import EventFilter
from enterprises.events.listed import COMING, first_coming, first_past, for_list
from enterprises.events.models import Event, EventQuerySet, EventSeries
from enterprises.events.structured import event_json_ld
from portal.organisations.former_bodies import with_successions
from portal.pagecache.fragments import kept_unless_asked
from portal.publishing.attachments import attachments_of
from portal.publishing.models import Publication, Topic
from portal.publishing.paging import page_of
from portal.publishing.topics import topics_of

RELATED = 5


def event_list(request: HttpRequest) -> HttpResponse:
    """Show the next and the past events, filtered by series, kind and year."""
    form = EventFilter(request.GET)
    return render(request, "enterprises/events/list.html", _lists(request, form))


def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a series with its events and a calendar of its own."""
    found = get_object_or_404(EventSeries, slug=slug)
    context = _lists(request, EventFilter(request.GET, of=found)) | {"series": found}
    return render(request, "enterprises/events/list.html", context)


def _lists(request: HttpRequest, form: EventFilter) -> dict[str, object]:
    rows = for_list(form.narrowed(Event.objects.public()))
    page = page_of(request, rows.past(), first=first_past if form.is_of_all else None)
    # What comes stands on the first page; on the others it is counted with what fits.
    is_needed = page.number == 1 or form.is_used
    coming = _coming(rows, form) if is_needed else []
    return {
        "kept_page": kept_unless_asked(request),
        "form": form,
        "page": page,
        "past": page.rows,
        "coming": coming[:COMING],
        "found": page.last + len(coming[:COMING]),
        "more": page.has_next or len(coming) > COMING,
    }


def _coming(rows: EventQuerySet, form: EventFilter) -> list[Event]:
    return first_coming() if form.is_of_all else list(rows.coming()[: COMING + 1])


def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one event with its agenda, attachments and related articles."""
    rows = with_successions(Event.objects.public().select_related("series", "cover"))
    found = get_object_or_404(with_agenda(rows), path=Event.path_of(slug))
    topics = topics_of(found)
    context = {
        "event": found,
        "programme": agenda_of(found),
        "attachments": attachments_of(found),
        "topics": topics,
        "related": list(_related(topics)),
        "json_ld": event_json_ld(found),
    }
    return render(request, "enterprises/events/detail.html", context)


def _related(topics: list[Topic]) -> QuerySet[Publication]:
    """Return the newest articles on any of these topics."""
    if not topics:
        return Publication.objects.none()
    on_topics = Publication.topics.through.objects.filter(topic__in=topics).values("publication_id")
    news = Publication.objects.public().filter(kind="article", pk__in=on_topics)
    return news.for_lists().newest()[:RELATED]
