"""What matters now, as readers are shown it."""

from dataclasses import dataclass

from django.utils import timezone

from portal.publishing.models import Feature, Publication

# More would be a second list of news.
MAX_ROWS = 3


@dataclass(frozen=True, slots=True)
class Featured:
    """A public page and the words that set it before the others."""

    page: Publication
    words: str


def featured_now() -> list[Featured]:
    """The public pages featured today, in the order that the staff gave them; in one query."""
    public = Publication.objects.public().values("pk")
    rows = Feature.objects.on(timezone.localdate()).filter(page__in=public).select_related("page")
    rows = rows.defer("page__body", "page__search_vector").order_by("position", "ends_on", "id")
    found: dict[int, Featured] = {}
    for row in rows[: 2 * MAX_ROWS]:
        found.setdefault(row.page_id, Featured(row.page, row.words or row.page.summary))
    return list(found.values())[:MAX_ROWS]
