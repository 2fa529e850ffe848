"""The pack for a briefing: all that is on the table, from what is in the database anyway."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from enterprises.events.programme import Entry, programme_of
from enterprises.models import ActionItem, Event, Occasion, Standing

# Ten years of quarterly briefings; an older item is carried over all the same.
_BRIEFINGS: Final = 40


@dataclass(frozen=True, slots=True)
class Carried:
    """An obstacle on the table, and how often it has been there."""

    item: ActionItem
    briefings: int

    @property
    def lacks_somebody(self) -> bool:
        return not (self.item.organisation_id or self.item.person)

    @property
    def to_decide(self) -> bool:
        """Whether the meeting has to say who deals with it, or give it another day."""
        return self.item.is_open and (self.lacks_somebody or self.item.is_overdue)


@dataclass(frozen=True, slots=True)
class Pack:
    """What a briefing goes through; empty parts are left out on paper."""

    event: Event
    programme: list[Entry]
    previous: date | None
    obstacles: list[Carried]

    @property
    def carried_over(self) -> list[Carried]:
        """Open ones that an earlier briefing has seen, the longest waiting first."""
        return [each for each in self.obstacles if each.item.is_open and each.briefings]

    @property
    def new(self) -> list[Carried]:
        """Open ones that came up since the last briefing."""
        return [each for each in self.obstacles if each.item.is_open and not each.briefings]

    @property
    def closed(self) -> list[Carried]:
        """What was closed since the last briefing."""
        return [each for each in self.obstacles if not each.item.is_open]

    @property
    def to_decide(self) -> list[Carried]:
        return [each for each in self.obstacles if each.to_decide]


def pack_for(event: Event) -> Pack:
    """The pack as things stand now; the event was read `with_programme`."""
    day = timezone.localdate(event.starts_at)
    before = [timezone.localdate(moment) for moment in briefings_before(event)]
    previous = before[0] if before else None
    rows = ActionItem.objects.of_briefing(day, since=previous)
    items = rows.select_related("enterprise", "organisation").order_by("year", "number")
    return Pack(
        event=event,
        programme=programme_of(event),
        previous=previous,
        obstacles=[Carried(item, _seen_by(before, item)) for item in items],
    )


def briefings_before(event: Event) -> list[datetime]:
    """When the briefings before it were, the last one first; a cancelled one was none."""
    if event.series_id is not None:
        alike = Event.objects.public().filter(series=event.series_id)
    else:
        alike = Event.objects.public().filter(occasion=Occasion.BRIEFING)
    held = alike.filter(starts_at__lt=event.starts_at).exclude(standing=Standing.CANCELLED)
    return list(held.order_by("-starts_at").values_list("starts_at", flat=True)[:_BRIEFINGS])


def _seen_by(briefings: Sequence[date], item: ActionItem) -> int:
    """How many briefings have had the item on the table."""
    return sum(item.raised_on <= day for day in briefings)
