"""The agenda as people read it: the points that staff wrote and the slots that were granted."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from enterprises.events.models import Event, EventQuerySet, SlotRequest, SlotRequestQuerySet
from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise
from portal.publishing.models import heavy_columns


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A line of the programme; empty where something is not known or not public."""

    day: int
    at: time | None
    until: time | None
    title: str
    speaker: str = ""
    enterprise: Enterprise | None = None
    product: Product | None = None

    @property
    def order(self) -> tuple[int, bool, time]:
        return (self.day, self.at is None, self.at or time.max)


def with_agenda(events: EventQuerySet) -> EventQuerySet:
    """Prefetch what `agenda_of` needs, in two queries however many events there are."""
    return events.prefetch_related(
        "agenda", Prefetch("slot_requests", _granted_requests(), to_attr="granted_requests")
    )


def _granted_requests() -> SlotRequestQuerySet:
    unseen = heavy_columns("enterprise", "product", "product__parent_page")
    rows = SlotRequest.objects.granted().defer("shows", "comment", *unseen)
    return rows.select_related("slot", "enterprise", "product__parent_page")


def agenda_of(event: Event) -> list[AgendaEntry]:
    """Return the entries of an event that was read `with_agenda`, in order.

    Of a granted slot the enterprise and its product are named only while they are public.
    """
    points = [
        AgendaEntry(item.day, item.at, None, item.title, item.speaker)
        for item in event.agenda.all()
    ]
    requests: list[SlotRequest] = event.granted_requests  # type: ignore[attr-defined]  # prefetched
    slots = [_granted(event, request) for request in requests]
    return sorted([*points, *slots], key=lambda entry: entry.order)


def _granted(event: Event, request: SlotRequest) -> AgendaEntry:
    assert request.slot is not None  # noqa: S101  # a constraint says so of granted ones
    begins = timezone.localtime(request.slot.starts_at)
    first = timezone.localtime(event.starts_at).date()
    ends = begins + timedelta(minutes=request.slot.minutes)
    return AgendaEntry(
        day=(begins.date() - first).days + 1,
        at=begins.time(),
        until=ends.time(),
        title=request.topic,
        enterprise=request.enterprise if request.enterprise.is_public else None,
        product=request.product if request.product and request.product.is_public else None,
    )
