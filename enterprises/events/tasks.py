"""Work on events that is done after the answer or comes round: to tell, and to erase."""

from datetime import timedelta

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from enterprises.events.announcements import send_changes
from enterprises.events.event_time import may_begin
from enterprises.events.models import Event, EventAnnouncement, Registration
from portal.publishing.models import State, Transition

MAX_ROWS = 500


@task
def announce_event(key: int) -> int:
    """Tell who is concerned by what has changed in an event."""
    return send_changes(key)


@task
def announce_events() -> int:
    """Send what a killed process left unsent of each event to come, and give free seats."""
    to_come = Event.objects.filter(may_begin(timezone.now()))
    rows = EventAnnouncement.objects.filter(event__in=to_come)
    keys = list(rows.order_by("event__starts_at").values_list("pk", flat=True)[:MAX_ROWS])
    return sum(send_changes(key) for key in keys)


@task
def erase_old_guests() -> int:
    """Erase the people of events of long ago; return how many."""
    long_ago = timezone.now() - timedelta(days=settings.EVENT_GUEST_DAYS)
    return Registration.objects.filter(event__starts_at__lt=long_ago).erase_people()


def on_transition(publication: Event, transition: Transition, **_rest: object) -> None:
    """Enqueue the letters about what readers see from now on, or see no more."""
    if transition.to_state in (State.PUBLISHED, State.WITHDRAWN):
        announce_event.enqueue(publication.pk)
