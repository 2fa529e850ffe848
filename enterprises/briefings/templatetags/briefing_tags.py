"""What became of a meeting, on its page."""

from typing import Any

from django import template

from enterprises.briefings.outcome import attendance_of, public_obstacles_of
from enterprises.events.models import Event

register = template.Library()


@register.inclusion_tag("enterprises/briefings/outcome.html")
def event_outcome(event: Event) -> dict[str, Any]:
    """Minutes, attendance in numbers and public obstacles; nothing before the meeting began."""
    if not event.has_begun:
        return {}
    return {
        "event": event,
        "attendance": attendance_of(event),
        "obstacles": public_obstacles_of(event),
    }
