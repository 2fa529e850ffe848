"""The agenda as people read it: the points that staff wrote and the slots that were granted."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.utils import timezone

from enterprises.models import Enterprise, Event, Product, SlotRequest


@dataclass(frozen=True, slots=True)
class Entry:
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


def programme_of(event: Event) -> list[Entry]:
    """What happens at an event in its order, in two queries.

    Of a granted slot the enterprise and its product are named only while they are public.
    """
    points = [
        Entry(item.day, item.at, None, item.title, item.speaker) for item in event.agenda.all()
    ]
    return sorted(
        [*points, *(_granted(event, each) for each in granted_at(event))],
        key=lambda entry: entry.order,
    )


def granted_at(event: Event) -> list[SlotRequest]:
    """The granted requests of an event with what a page shows of them."""
    rows = SlotRequest.objects.granted().filter(event=event)
    return list(rows.select_related("slot", "enterprise", "product__shown_with"))


def _granted(event: Event, request: SlotRequest) -> Entry:
    assert request.slot is not None  # noqa: S101  # a constraint says so of granted ones
    begins = timezone.localtime(request.slot.starts_at)
    first = timezone.localtime(event.starts_at).date()
    ends = begins + timedelta(minutes=request.slot.minutes)
    return Entry(
        day=(begins.date() - first).days + 1,
        at=begins.time(),
        until=ends.time(),
        title=request.topic,
        enterprise=request.enterprise if request.enterprise.is_public else None,
        product=request.product if request.product and request.product.is_public else None,
    )
