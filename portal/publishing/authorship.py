"""Who wrote in the text of a page since the version that readers see."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from portal.publishing.models import Publication, Revision, State
from portal.publishing.models.state import OPEN


def writers(publication: Publication) -> set[int]:
    """Return who wrote in the text since the version that readers see, by key."""
    return writers_of([publication.pk])[publication.pk]


def writers_of(keys: Collection[int]) -> dict[int, set[int]]:
    """Return by page's key who wrote in the text since the version that readers see."""
    rows = written().filter(publication_id__in=keys)
    found: dict[int, set[int]] = {key: set() for key in keys}
    for key, writer in rows.values_list("publication_id", "created_by_id").distinct():
        if writer is not None:
            found[key].add(writer)
    return found


def written() -> QuerySet[Revision]:
    """Return the versions that people wrote since those that readers see, of all pages."""
    # A waiting change may be older than what was put in place at once beside it.
    waits = Q(change_set__state__in=OPEN) | Q(number__gt=Coalesce("publication__live_number", 0))
    return (
        Revision.objects.filter(
            ~Q(publication__state=State.PUBLISHED) | waits,
            is_step=False,
            created_by__isnull=False,
        )
        .exclude(change_set__state=State.DISCARDED)
        .order_by()
    )
