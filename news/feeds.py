"""RSS and Atom of all news and of each section."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext as _

from news.models import Article
from portal.publishing.feeds import Atom, Rss, absolute
from portal.publishing.models import Section

ITEMS = 20


class RssFeed(Feed[Article, Section | None]):
    """The newest articles of the whole site or of one section, with their summaries."""

    feed_type: type[SyndicationFeed] = Rss
    language = "vi"

    def get_object(self, request: HttpRequest, slug: str | None = None) -> Section | None:
        return get_object_or_404(Section, kind=Article.KIND, slug=slug) if slug else None

    def title(self, section: Section | None) -> str:
        return f"{section.name} — {settings.SITE_NAME}" if section else settings.SITE_NAME

    def description(self, section: Section | None) -> str:
        return (section and section.description) or _("News of %(site)s") % {
            "site": settings.SITE_NAME
        }

    subtitle = description

    def link(self, section: Section | None) -> str:
        return absolute(section.path if section else reverse("news:list"))

    def feed_url(self, section: Section | None) -> str:
        name = "atom" if self.feed_type is Atom else "rss"
        if section:
            return absolute(reverse(f"news:section_{name}", kwargs={"slug": section.slug}))
        return absolute(reverse(f"news:{name}"))

    def items(self, section: Section | None) -> QuerySet[Article]:
        articles = Article.objects.public()
        if section:
            articles = articles.in_section(section)
        return articles.select_related("section", "author").defer("body").newest()[:ITEMS]

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return item.summary

    def item_link(self, item: Article) -> str:
        return absolute(item.path)

    def item_guid(self, item: Article) -> str:
        return absolute(item.path)

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime:
        return max(item.updated_at, item.published_at or item.updated_at)

    def item_author_name(self, item: Article) -> str | None:
        return item.author.name if item.author else settings.SITE_NAME

    def item_categories(self, item: Article) -> tuple[str, ...]:
        return (item.section.name,) if item.section else ()


class AtomFeed(RssFeed):
    feed_type = Atom
