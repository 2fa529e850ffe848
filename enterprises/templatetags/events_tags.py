from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from enterprises.events.when import machine_time, when
from enterprises.models import Event

register = template.Library()


@register.simple_tag
def event_time(event: Event) -> SafeString:
    """When an event is, as a `<time>`: no more of it than is known."""
    return format_html('<time datetime="{}">{}</time>', machine_time(event), when(event))


@register.simple_tag
def next_events(count: int = 3) -> list[Event]:
    """The events that come next; the home page shows nothing where there are none."""
    rows = Event.objects.public().select_related("series").defer("body")
    return list(rows.coming()[:count])
