"""When a page next appears or disappears by itself."""

from datetime import datetime

from portal.publishing.models import Publication, State


def next_publication(now: datetime) -> datetime | None:
    """Return the next moment at which a page that is decided on begins or ends."""
    rows = Publication.objects.filter(state=State.PUBLISHED)
    found = [
        rows.filter(**{f"{name}__gt": now}).order_by(name).values_list(name, flat=True).first()
        for name in ("published_at", "expires_at", "lapses_at")
    ]
    return min((moment for moment in found if moment is not None), default=None)
