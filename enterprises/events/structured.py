"""JSON-LD of an event: schema.org's Event."""

from django.conf import settings
from django.utils.safestring import SafeString

from enterprises.events.event_time import as_before, machine_end, machine_time
from enterprises.events.models import Event, EventStatus
from portal.publishing.structured import json_ld_of, made_up, organization

STATUSES = {
    EventStatus.CANCELLED: "https://schema.org/EventCancelled",
    EventStatus.MOVED: "https://schema.org/EventRescheduled",
}


def event_json_ld(event: Event) -> SafeString:
    """Return the event as JSON-LD, with its status and, where moved, its former start."""
    moved_from = event.moved_from if event.is_moved else None
    return json_ld_of(
        "Event",
        event.title,
        event.path,
        inLanguage=event.language,
        startDate=machine_time(event),
        previousStartDate=moved_from and machine_time(as_before(event, moved_from)),
        endDate=machine_end(event),
        eventStatus=STATUSES.get(EventStatus(event.status), "https://schema.org/EventScheduled"),
        organizer=organization(),
        description=event.summary,
        location=_location(event),
        eventAttendanceMode=_mode(event),
        superEvent=_series(event),
        maximumAttendeeCapacity=event.seats,
        **made_up(event),
    )


def _location(event: Event) -> list[dict[str, str]]:
    """Return where it is; of a meeting online its page, for the link to take part is a secret."""
    found = []
    if event.place:
        found.append({"@type": "Place", "name": event.place, "address": event.place})
    if event.online_url:
        found.append({"@type": "VirtualLocation", "url": settings.SITE_URL + event.path})
    return found


def _mode(event: Event) -> str:
    if not event.online_url:
        return "https://schema.org/OfflineEventAttendanceMode" if event.place else ""
    mode = "Mixed" if event.place else "Online"
    return f"https://schema.org/{mode}EventAttendanceMode"


def _series(event: Event) -> dict[str, str] | None:
    if event.series is None:
        return None
    url = settings.SITE_URL + event.series.get_absolute_url()
    return {"@type": "EventSeries", "name": event.series.name, "url": url}
