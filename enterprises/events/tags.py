from datetime import datetime
from typing import Any

from django import template
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from enterprises.events import event_time as times
from enterprises.events.models import Event, SlotRequest
from enterprises.profiles.models import Enterprise
from portal.kit.postgres.prepared import Prepared

register = template.Library()
register.filter(times.has_surely_begun)
# All of them stand on a profile. Nobody presents more often; it bounds what the page reads.
MAX_ROWS = 100


@register.simple_tag
def event_time(event: Event) -> SafeString:
    """Return the time of an event as a `<time>`."""
    return _time(times.machine_time(event), times.describe_time(event))


@register.simple_tag
def former_start(event: Event) -> SafeString:
    """Return when a moved event was to begin; nothing where that reads as its start does now."""
    former = times.as_before(event, event.moved_from) if event.moved_from else event
    words = times.describe_start(former)
    if words == times.describe_start(event):
        return SafeString()
    return _time(times.machine_time(former), words)


@register.simple_tag
def registration_end(event: Event) -> SafeString:
    """Return until when enterprises register, as a `<time>`."""
    return _time(*times.registration_end(event))


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.simple_tag
def next_events(count: int = 3) -> list[Event]:
    """Return the events that come next; the home page shows nothing where there are none."""
    rows = Event.objects.public().select_related("series").defer("body")
    return list(rows.coming()[:count])


@register.inclusion_tag("enterprises/events/of_enterprise.html")
def events_of(enterprise: Enterprise) -> dict[str, Any]:
    """Return the events with a granted slot of the enterprise, the last one first."""
    return {"requests": _granted(enterprise=enterprise.pk, at=timezone.now())}


def _granted_to(enterprise: int, at: datetime) -> QuerySet[SlotRequest]:
    granted = SlotRequest.objects.granted().filter(enterprise=enterprise)
    shown = granted.filter(event__in=Event.objects.public(at).values("pk")).select_related("event")
    return shown.order_by("-slot__starts_at")[:MAX_ROWS]


_granted = Prepared(_granted_to, enterprise=int, at=datetime)
