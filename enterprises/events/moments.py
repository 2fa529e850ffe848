"""When the page of an event next says something else."""

from datetime import datetime

from enterprises.events.models import Event

HOURS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")


def next_event_moment(now: datetime) -> datetime | None:
    """Return the next moment at which an event begins or ends, or its registration does."""
    rows = Event.objects.public(now)
    found = [
        rows.filter(**{f"{name}__gt": now}).order_by(name).values_list(name, flat=True).first()
        for name in HOURS
    ]
    return min((moment for moment in found if moment is not None), default=None)
