"""What of the index is late or will be soon, for the staff that keeps it."""

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from portal.published_index.models import PublishedItem
from portal.published_index.standing import Line, Standing, lines

SOON: Final = timedelta(days=7)
MAX_ROWS: Final = 20


def behind() -> list[Line]:
    """Lines that are late, then those that have to change within days; two queries at most."""
    has_term = Q(renewed_within__isnull=False) | Q(obligation__isnull=False)
    items = list(PublishedItem.objects.filter(has_term).with_changes().in_order())
    if not items:
        return []
    until = timezone.localdate() + SOON
    late, soon = [], []
    for line in lines(items):
        if line.standing == Standing.LATE:
            late.append(line)
        elif line.due_on is not None and line.due_on <= until:
            soon.append(line)
    return [*late, *sorted(soon, key=lambda line: (line.due_on, line.item.pk))][:MAX_ROWS]
