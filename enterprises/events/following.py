"""Series of events: following one by e-mail, and their pages as the search finds them."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from enterprises.events.models import Event, EventSeries
from portal.kit.places import Place, Rank
from portal.kit.text.numbers import parse_key
from portal.publishing.languages import VIETNAMESE
from portal.publishing.models import EnglishVersion, Publication
from portal.publishing.models.querysets import LAST_CHANGED_AT
from portal.subscriptions.subjects import MAX_READ, News, Pages, Rows


class OfSeries(Pages):
    """The events of a series, by its number: its address word may become another.

    Addresses of before, and wishes that the code of before wrote down, have that word.
    """

    model = EventSeries

    @cached_property
    def series(self) -> EventSeries | None:
        by_number = EventSeries.objects.filter(pk=parse_key(self.key) or 0).first()
        return by_number or EventSeries.objects.filter(slug=self.key).first()

    @classmethod
    def gone_keys(cls, keys: Collection[str]) -> set[str]:
        gone = super().gone_keys(keys)
        by_word = EventSeries.objects.filter(slug__in=gone).values_list("slug", flat=True)
        return gone - set(by_word)

    def title(self) -> str:
        return self.series.name if self.series else ""

    @property
    def language(self) -> str:
        return VIETNAMESE

    def path(self) -> str:
        return self.series.get_absolute_url() if self.series else ""

    def rows(self) -> Rows:
        of_series = Event.objects.filter(series=self.series).values("pk")
        rows: Rows = Publication.objects.public().exclude(kind=EnglishVersion.KIND)
        return rows.filter(pk__in=of_series)

    def news(self, since: datetime, until: datetime) -> list[News]:
        """Return what appeared or was changed: a moved meeting is news, too."""
        rows = self.rows().annotate(changed=LAST_CHANGED_AT).newest()
        found = rows.filter(changed__gt=since, changed__lte=until)
        found = found.only("title", "path", "is_sample")
        return [News.of_page(page) for page in found[:MAX_READ]]


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
