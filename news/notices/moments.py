"""When the page of a notice next says something else."""

from datetime import datetime

from news.notices.models import Notice


def next_closing(now: datetime) -> datetime | None:
    """Return the next moment at which papers are taken no more."""
    rows = Notice.objects.public(now).filter(closes_at__gt=now).order_by("closes_at")
    return rows.values_list("closes_at", flat=True).first()
