"""RSS and Atom of the documents, those that appeared last first."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext as _

from news.documents.models import OfficialDocument
from portal.publishing.feeds import Atom, Rss, absolute

ITEMS = 20


class RssFeed(Feed[OfficialDocument, None]):
    """The newest documents, with number and day."""

    feed_type: type[SyndicationFeed] = Rss
    language = "vi"

    def title(self) -> str:
        return f"{_('Official documents')} — {settings.SITE_NAME}"

    def description(self) -> str:
        return _("Official documents of %(site)s") % {"site": settings.SITE_NAME}

    subtitle = description

    def link(self) -> str:
        return absolute(reverse("documents:list"))

    def feed_url(self) -> str:
        return absolute(reverse(f"documents:{'atom' if self.feed_type is Atom else 'rss'}"))

    def items(self) -> list[OfficialDocument]:
        rows = OfficialDocument.objects.public().select_related("document_kind", "issuer")
        return list(rows.defer("body").newest()[:ITEMS])

    def item_title(self, item: OfficialDocument) -> str:
        return f"{item.full_number}: {item.title}"

    def item_description(self, item: OfficialDocument) -> str:
        return item.summary or item.title

    def item_link(self, item: OfficialDocument) -> str:
        return absolute(item.path)

    item_guid = item_link

    def item_pubdate(self, item: OfficialDocument) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: OfficialDocument) -> datetime:
        return max(item.updated_at, item.published_at or item.updated_at)

    def item_author_name(self, item: OfficialDocument) -> str:
        return item.issuer.name

    def item_categories(self, item: OfficialDocument) -> tuple[str, ...]:
        return (item.document_kind.name,)


class AtomFeed(RssFeed):
    feed_type = Atom
