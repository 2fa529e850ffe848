"""Seats at events to come of an enterprise whose page goes."""

from django.utils import timezone
from django.utils.translation import ngettext

from enterprises.events.event_time import may_begin
from enterprises.events.models import Event, Registration
from portal.editing.leaning import Leaning
from portal.publishing.models import Publication


def seats(page: Publication) -> list[Leaning]:
    """Return the people whom it has registered for events to come."""
    to_come = Event.objects.filter(may_begin(timezone.now()))
    rows = Registration.objects.active().filter(enterprise=page.pk, event__in=to_come)
    return [Leaning(rows, _coming)]


def _coming(number: int) -> str:
    text = ngettext(
        "%(number)d person of it is on the list of an event to come and stays there.",
        "%(number)d people of it are on the lists of events to come and stay there.",
        number,
    )
    return text % {"number": number}
