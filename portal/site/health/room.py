"""Sees a full disk coming: from how the room has shrunk in the last days."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from portal.kit.files import space
from portal.site.health.models import PLACE_LENGTH, DiskReading

KEPT: Final = timedelta(days=30)
# What is looked back at, and how much of it there must be: a night of backups is no trend.
_WINDOW: Final = timedelta(days=7)
_MIN_SPAN: Final = timedelta(days=1)
# A full disk within so many days needs a person.
SOON: Final = 14.0


def note_room() -> None:
    """Write down how much room there is, and forget what is long ago."""
    now = timezone.now()
    DiskReading.objects.filter(at__lt=now - KEPT).delete()
    DiskReading.objects.bulk_create(
        DiskReading(at=now, place=place[-PLACE_LENGTH:], free_megabytes=free)
        for place, free in space.free_megabytes().items()
    )


def days_left(now: datetime | None = None) -> dict[str, float]:
    """Return in how many days each disk is full if it goes on as in the last week.

    A disk that has grown, or of which too little is known, is left out.
    """
    now = now or timezone.now()
    readings: dict[str, list[tuple[float, int]]] = {}
    rows = DiskReading.objects.filter(at__gt=now - _WINDOW, at__lte=now).order_by("at")
    for at, place, free in rows.values_list("at", "place", "free_megabytes"):
        readings.setdefault(place, []).append(((at - now) / timedelta(days=1), free))
    found = {place: _days_until_empty(points) for place, points in readings.items()}
    return {place: days for place, days in found.items() if days is not None}


def _days_until_empty(points: list[tuple[float, int]]) -> float | None:
    """Return where the straight line that fits best meets nothing."""
    if timedelta(days=points[-1][0] - points[0][0]) < _MIN_SPAN:
        return None
    middle = sum(day for day, _free in points) / len(points)
    mean = sum(free for _day, free in points) / len(points)
    spread = sum((day - middle) ** 2 for day, _free in points)
    slope = sum((day - middle) * (free - mean) for day, free in points) / spread
    return max(points[-1][1] / -slope, 0.0) if slope < 0 else None
