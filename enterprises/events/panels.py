"""Events on two first pages: the next ones for an enterprise, requests for slots for the staff."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.events.models import Event, Seat, SlotAnswer, SlotRequest
from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.kit.panels import Panel, Waiting

MAX_EVENTS = 3
MAX_REQUESTS = 10


def events_panel(me: Representative) -> DeskPanel:
    """Return the next events, and how many of the enterprise come to each, or wait; one query."""
    ours = Q(registrations__enterprise=me.enterprise_id)
    counts = {
        name: Count("registrations", filter=ours & Q(registrations__seat=seat))
        for name, seat in (("of_us", Seat.TAKEN), ("waiting", Seat.WAITING))
    }
    rows = Event.objects.public().defer("body").coming()
    events: list[Any] = list(rows.annotate(**counts)[:MAX_EVENTS])
    unanswered = [
        each for each in events if each.takes_registrations() and not (each.of_us or each.waiting)
    ]
    to_do = tuple(map(_to_do, unanswered))
    return DeskPanel("enterprises/desk/events_panel.html", {"events": events}, to_do)


def _to_do(event: Event) -> ToDo:
    text = _("Register who of us comes to “%(event)s”") % {"event": event.title}
    return ToDo(text, reverse("enterprises:desk_event", args=[event.slug]), Urgency.OFFERED)


def slot_requests_panel(user: User) -> Panel | None:
    """Return requests for slots that wait, the oldest first; for who publishes."""
    if not user.has_perm(PUBLISH):
        return None
    rows = SlotRequest.objects.filter(answer=SlotAnswer.ASKED)
    rows = rows.select_related("enterprise", "event").order_by("requested_at")
    return Panel("admin/dashboard/slot_requests.html", {"requests": rows[:MAX_REQUESTS]})


def slot_requests_waiting(user: User) -> list[Waiting]:
    """Return requests for slots that wait; for who publishes."""
    if not user.has_perm(PUBLISH):
        return []
    label = gettext_lazy("Enterprises that want to present something")
    rows = SlotRequest.objects.filter(answer=SlotAnswer.ASKED)
    return [Waiting("suat-trinh-bay", label, (rows,), panel=slot_requests_panel)]
