"""Pages that lapse: readers see them only while somebody vouches for them now and then."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from portal.pagecache import generation
from portal.publishing.models import Publication


@transaction.atomic
def set_lapse(pages: QuerySet[Publication], *, at: datetime | Combinable | None) -> int:
    """Let pages vanish by themselves at a moment to come, unless another is set before; how many.

    No text changes and no version is kept. A moment that has passed hides them at once, a later
    one, or none, brings back what had lapsed.
    """
    count = pages.update(lapses_at=at)
    if count:
        generation.invalidate_public_content()
    return count
