from typing import Any

from django import template
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.events.models import Event, Seat
from enterprises.kit.waiting import Urgency, Waiting, tell

register = template.Library()
MAX_ROWS = 3


@register.inclusion_tag("enterprises/desk/events_panel.html", takes_context=True)
def desk_events_panel(context: Any) -> dict[str, Any]:
    """The next events, and how many of us come to each; one query."""
    ours = Q(registrations__enterprise=context["me"].enterprise_id)
    standing = ours & ~Q(registrations__seat=Seat.GIVEN_UP)
    rows = Event.objects.public().defer("body").coming()
    events: list[Any] = list(
        rows.annotate(of_us=Count("registrations", filter=standing))[:MAX_ROWS]
    )
    asked = [each for each in events if each.takes_registrations() and not each.of_us]
    tell(context, *map(_to_do, asked))
    return {"events": events}


def _to_do(event: Event) -> Waiting:
    text = _("Register who of us comes to “%(event)s”") % {"event": event.title}
    return Waiting(text, reverse("enterprises:desk_event", args=[event.slug]), Urgency.OFFERED)
