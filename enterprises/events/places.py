"""What the search finds of events beside their list: each series."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from enterprises.events.models import EventSeries
from portal.kit.places import Place, Rank


def series_places() -> Iterator[Place]:
    """Yield the page of each series of events; one query."""
    for series in EventSeries.objects.order_by("pk"):
        yield Place(
            series.get_absolute_url(),
            series.name,
            series.description,
            kind=_("series of events"),
            rank=Rank.SHELF,
        )
