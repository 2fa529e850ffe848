"""Events on two first pages: the next ones for an enterprise, requests for slots for the staff."""

from typing import Any

from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.events.models import NEXT_FIRST, Event, Seat, SlotAnswer, SlotRequest
from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.kit.panels import Panel, Waiting

MAX_EVENTS = 3
# More are not announced at one time; it bounds what the desk reads.
MAX_COMING = 30
MAX_REQUESTS = 10


def events_panel(me: Representative) -> DeskPanel:
    """Return our events to come, then the others, and what we have at each; one query.

    Of those that take registrations the next ones are to do where nobody of us comes yet.
    """
    events = list(_coming(me)[:MAX_COMING])
    unanswered = [
        each for each in events if each.takes_registrations() and not (each.of_us or each.waiting)
    ]
    unanswered.sort(key=lambda each: each.starts_at)
    to_do = tuple(map(_to_do, unanswered[:MAX_EVENTS]))
    return DeskPanel("enterprises/events/desk/panel.html", {"events": events[:MAX_EVENTS]}, to_do)


def _coming(me: Representative) -> Any:
    """Return the events to come, those first where we have seats or want to present something."""
    ours = Q(registrations__enterprise=me.enterprise_id)
    counts = {
        name: Count("registrations", filter=ours & Q(registrations__seat=seat))
        for name, seat in (("of_us", Seat.TAKEN), ("waiting", Seat.WAITING))
    }
    asked = SlotRequest.objects.open().filter(event=OuterRef("pk"), enterprise=me.enterprise_id)
    rows = Event.objects.public().defer("body", "minutes").coming()
    rows = rows.annotate(**counts, slot_answer=Subquery(asked.order_by().values("answer")[:1]))
    is_ours = Q(of_us__gt=0) | Q(waiting__gt=0) | Q(slot_answer__isnull=False)
    return rows.order_by(Case(When(is_ours, then=0), default=1), *NEXT_FIRST)


def _to_do(event: Event) -> ToDo:
    text = _("Register who of us comes to “%(event)s”") % {"event": event.title}
    return ToDo(text, reverse("enterprises:desk_event", args=[event.slug]), Urgency.OFFERED)


def slot_requests_panel(user: User) -> Panel | None:
    """Return requests for slots that wait, the oldest first; for who publishes."""
    if not user.has_perm(PUBLISH):
        return None
    rows = SlotRequest.objects.filter(answer=SlotAnswer.ASKED)
    rows = rows.select_related("enterprise", "event").order_by("requested_at")
    context = {"requests": rows[:MAX_REQUESTS], "most": MAX_REQUESTS}
    return Panel("admin/dashboard/slot_requests.html", context)


def slot_requests_waiting(user: User) -> list[Waiting]:
    """Return requests for slots that wait; for who publishes."""
    if not user.has_perm(PUBLISH):
        return []
    label = gettext_lazy("Enterprises that want to present something")
    rows = SlotRequest.objects.filter(answer=SlotAnswer.ASKED)
    return [Waiting("suat-trinh-bay", label, (rows,), panel=slot_requests_panel)]
