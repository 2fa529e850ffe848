from enterprises.events.models.agenda import AgendaItem
from enterprises.events.models.announcement import EventAnnouncement
from enterprises.events.models.event import Event
from enterprises.events.models.eventseries import EventSeries, Occasion, Rhythm
from enterprises.events.models.precision import Precision
from enterprises.events.models.querysets import NEXT_FIRST, EventQuerySet, EventStatus
from enterprises.events.models.registration import Registration, Seat
from enterprises.events.models.slot import Slot, SlotAnswer, SlotRequest, SlotRequestQuerySet

__all__ = [
    "NEXT_FIRST", "AgendaItem", "Event", "EventAnnouncement", "EventQuerySet", "EventSeries",
    "EventStatus", "Occasion", "Precision", "Registration", "Rhythm", "Seat", "Slot", "SlotAnswer",
    "SlotRequest", "SlotRequestQuerySet",
]  # fmt: skip
