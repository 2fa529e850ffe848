"""The pack for a briefing: all that is on the table, from what is in the database anyway."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.lookups import IsNull
from django.utils import timezone

from enterprises.briefings.models import ActionItem
from enterprises.briefings.quarterly_reports import (
    QuarterlyReports,
    quarter_before,
    quarterly_reports_of,
)
from enterprises.events.agenda import AgendaEntry, agenda_of, with_agenda
from enterprises.events.models import Event, EventQuerySet, EventStatus, Occasion
from enterprises.kit.periods import ReportPeriod

# Ten years of quarterly briefings; an older item is carried over all the same.
_BRIEFINGS: Final = 40


@dataclass(frozen=True, slots=True)
class PackItem:
    """An obstacle on the table, and how often it has been there."""

    item: ActionItem
    briefings: int

    @property
    def lacks_somebody(self) -> bool:
        return not (self.item.organisation_id or self.item.person)

    @property
    def to_decide(self) -> bool:
        """Return whether the meeting has to name somebody in charge, or another day."""
        return self.item.is_open and (self.lacks_somebody or self.item.is_overdue)


@dataclass(frozen=True, slots=True)
class Pack:
    """The papers for a briefing; empty parts are left out in print."""

    event: Event
    programme: list[AgendaEntry]
    previous: date | None
    obstacles: list[PackItem]
    quarter: QuarterlyReports

    def for_participants(self) -> "Pack":
        """Return the pack for participants, with the public obstacles only."""
        return replace(self, obstacles=[each for each in self.obstacles if each.item.is_public])

    @property
    def carried_over(self) -> list[PackItem]:
        """Return open items that an earlier briefing has seen, the longest waiting first."""
        return [each for each in self.obstacles if each.item.is_open and each.briefings]

    @property
    def new(self) -> list[PackItem]:
        """Return open items raised since the last briefing."""
        return [each for each in self.obstacles if each.item.is_open and not each.briefings]

    @property
    def closed(self) -> list[PackItem]:
        """Return items closed since the last briefing; before the first, since the last quarter."""
        return [each for each in self.obstacles if not each.item.is_open]

    @property
    def to_decide(self) -> list[PackItem]:
        return [each for each in self.obstacles if each.to_decide]


def events_for_packs() -> EventQuerySet:
    """Return events with what `pack_for` needs: their agenda and the earlier briefings.

    Those of its series came before an event; of one without a series, all briefings. A cancelled
    one was none.
    """
    alone = Q(occasion=Occasion.BRIEFING) & IsNull(OuterRef("series"), True)
    alike = Q(series=OuterRef("series")) | alone
    held = Event.objects.public().exclude(status=EventStatus.CANCELLED)
    before = held.filter(alike, starts_at__lt=OuterRef("starts_at")).order_by("-starts_at")
    rows = with_agenda(Event.objects.select_related("series"))
    return rows.annotate(earlier=ArraySubquery(before.values("starts_at")[:_BRIEFINGS]))


def pack_for(event: Event, period: ReportPeriod | None) -> Pack:
    """Return the pack as of now, with `period` or else the last quarter before the event."""
    day = timezone.localdate(event.starts_at)
    earlier: list[datetime] = event.earlier  # type: ignore[attr-defined]  # annotated
    before = [timezone.localdate(moment) for moment in earlier]
    previous = before[0] if before else None
    since = previous or quarter_before(day).before.ends_on
    rows = ActionItem.objects.of_briefing(day, since=since)
    items = rows.select_related("enterprise", "organisation").order_by("year", "number")
    return Pack(
        event=event,
        programme=agenda_of(event),
        previous=previous,
        obstacles=[PackItem(item, _count_briefings(before, item)) for item in items],
        quarter=quarterly_reports_of(period or quarter_before(day)),
    )


def _count_briefings(briefings: Sequence[date], item: ActionItem) -> int:
    """Return how many briefings have had the item on the table."""
    return sum(item.raised_on <= day for day in briefings)
