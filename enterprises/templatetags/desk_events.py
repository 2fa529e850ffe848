from typing import Any

from django import template
from django.db.models import Count, Q

from enterprises.models import Event, Seat

register = template.Library()
MOST = 3


@register.inclusion_tag("enterprises/desk/events_panel.html", takes_context=True)
def desk_events_panel(context: Any) -> dict[str, Any]:
    """The next events, and how many of us come to each; one query."""
    ours = Q(registrations__enterprise=context["me"].enterprise_id)
    standing = ours & ~Q(registrations__seat=Seat.GIVEN_UP)
    rows = Event.objects.public().defer("body").coming()
    return {"events": list(rows.annotate(of_us=Count("registrations", filter=standing))[:MOST])}
