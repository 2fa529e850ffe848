"""The generation of what the public sees; caches keep their pages under it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from portal.publishing.models import Generation, Publication

# One statement: of two processes that publish the first page of a site, the second counts on. The
# time is that of writing, and not when the transaction began or waited for the row.
INCREMENT = """
    INSERT INTO publishing_generation AS known (id, number, moved_at)
    VALUES (1, 1, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET number = known.number + 1, moved_at = clock_timestamp()
"""


@dataclass(frozen=True, slots=True)
class ContentState:
    """What the public sees at a moment: two that are equal show the same."""

    number: int
    # When a page last appeared and last disappeared by itself: nothing moves the number on then.
    appeared_at: datetime | None
    expired_at: datetime | None
    changed_at: datetime


def invalidate_public_content() -> None:
    """Say that what the public sees has changed; part of the transaction that changes it."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "The generation moves on inside the transaction that publishes."
        )
    with connection.cursor() as cursor:
        cursor.execute(INCREMENT)


def current() -> int:
    """The number that stands in the database now; 0 before the first change."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def content_state(at: datetime | None = None) -> ContentState:
    """What the public sees now (or at a moment), in one query however many pages there are."""
    now = at or timezone.now()
    appeared = Publication.objects.public(now).newest().values("published_at")
    expired = Publication.objects.filter(expires_at__lte=now).order_by("-expires_at")
    lapsed = Publication.objects.filter(lapses_at__lte=now).order_by("-lapses_at")
    row = (
        Generation.objects.filter(pk=1)
        .annotate(
            appeared_at=Subquery(appeared[:1]),
            expired_at=Greatest(
                Subquery(expired.values("expires_at")[:1]),
                Subquery(lapsed.values("lapses_at")[:1]),
            ),
        )
        .first()
    )
    if row is None:
        return ContentState(0, None, None, now)
    moments = [row.moved_at, row.appeared_at, row.expired_at]
    return ContentState(
        row.number,
        row.appeared_at,
        row.expired_at,
        max(moment for moment in moments if moment is not None),
    )
