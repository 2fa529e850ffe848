"""What is known after a meeting: who was there, in numbers, and what it was asked to deal with."""

from dataclasses import dataclass

from django.db.models import Count

from enterprises.briefings.models import ActionItem
from enterprises.events.models import Event, Registration


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many people came, of how many enterprises; nobody is named."""

    people: int
    enterprises: int


def attendance_of(event: Event) -> Attendance:
    """Whom staff marked as having been there, counted in one query."""
    there = Registration.objects.filter(event=event, attended=True)
    found = there.aggregate(people=Count("pk"), enterprises=Count("enterprise_id", distinct=True))
    return Attendance(**found)


def public_obstacles_of(event: Event) -> list[ActionItem]:
    """What was raised at the meeting and may be read by everybody, by number."""
    rows = ActionItem.objects.public().filter(event=event).select_related("organisation")
    return list(rows.order_by("year", "number"))
