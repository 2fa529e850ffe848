"""Attendance and obstacles of a meeting on its page."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Count

from enterprises.briefings.models import ActionItem
from enterprises.events.models import Event, Registration

register = template.Library()


@dataclass(frozen=True, slots=True)
class Attendance:
    """The number of people and of enterprises that came; nobody is named."""

    people: int
    enterprises: int


def attendance_of(event: Event) -> Attendance:
    """Return the numbers of people and enterprises marked as present, in one query."""
    there = Registration.objects.active().filter(event=event, attended=True)
    found = there.aggregate(people=Count("pk"), enterprises=Count("enterprise_id", distinct=True))
    return Attendance(**found)


def public_obstacles_of(event: Event) -> list[ActionItem]:
    """Return the public obstacles that were raised at the meeting, by number."""
    rows = ActionItem.objects.public().filter(event=event).select_related("organisation")
    return list(rows.order_by("year", "number"))


@register.inclusion_tag("enterprises/briefings/outcome.html")
def event_outcome(event: Event) -> dict[str, Any]:
    """Return minutes, attendance and public obstacles; nothing before the meeting began."""
    if not event.has_begun:
        return {}
    return {
        "event": event,
        "attendance": attendance_of(event),
        "obstacles": public_obstacles_of(event),
    }
