"""The events as data: no more of the time than is known."""

from django.utils.translation import gettext_lazy as _

from enterprises.events.event_time import machine_end, machine_time
from enterprises.events.models import Event, EventStatus, Occasion
from portal.exchange.datafiles.reading import from_instance, table_of
from portal.exchange.datafiles.tables import Column, Dataset
from portal.exchange.opendata.listing import FIRST, LAST, list_data
from portal.exchange.opendata.sets import OpenSet

_TIME = ("starts_at", "ends_at", "precision")
EVENT = (
    *FIRST,
    Column("series", _("series of the event"), _("Empty: a single meeting."), value="series__name"),
    Column("occasion", _("kind of meeting"), _("What it is."), codes=dict(Occasion.choices)),
    Column(
        "begins",
        _("begins"),
        _("Moment, day or year, as exactly as it is known."),
        value=from_instance(Event, machine_time, *_TIME),
    ),
    Column(
        "ends",
        _("ends at"),
        _("Moment or day; empty: not known."),
        value=from_instance(Event, machine_end, *_TIME),
    ),
    Column("place", _("place"), _("May be empty.")),
    Column("status", _("what became of it"), _("As it is today."), codes=dict(EventStatus.choices)),
    Column("status_reason", _("why"), _("Of one that is moved or cancelled.")),
    *LAST,
)


def events_data() -> Dataset:
    """Return all public events, the last one first."""
    rows = Event.objects.public()
    table = table_of("events", _("Events"), EVENT, rows, "-starts_at", "-pk")
    return list_data("su-kien", _("Events"), Event, table)


SETS = [
    OpenSet(
        slug="su-kien",
        title=_("Events"),
        description=_("Briefings, forums and conferences: when, where, and what became of them."),
        dataset=events_data,
        queryset=Event.objects.public,
        about_time="starts_at",
        more_files=(("iCalendar", "enterprises:event_calendar", "text/calendar"),),
    )
]
