"""RSS and Atom of all news and of each section."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import SyndicationFeed
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from news.models import Article
from portal.publishing.feeds import Atom, Rss, absolute
from portal.publishing.models import Correction, Publication, Section

ITEMS = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """An article, or a correction: who has read the mistake in a feed learns of it there."""

    title: str
    text: str
    address: str
    at: datetime
    updated_at: datetime
    author: str
    section: str

    @classmethod
    def of_article(cls, article: Article) -> Self:
        assert article.published_at is not None  # noqa: S101  # it is public
        notes = [
            _("Correction of %(day)s: %(text)s")
            % {"day": _day(correction.at), "text": correction.text}
            for correction in article.shown_corrections
        ]
        return cls(
            title=article.title,
            text="\n\n".join([article.summary, *notes]),
            address=absolute(article.path),
            at=article.published_at,
            updated_at=max(article.updated_at, article.published_at),
            author=article.author.name if article.author else settings.SITE_NAME,
            section=article.section.name if article.section else "",
        )

    @classmethod
    def of_correction(cls, correction: Correction, page: Publication) -> Self:
        return cls(
            title=_("Correction: %(title)s") % {"title": page.title},
            text=correction.text,
            address=f"{absolute(page.path)}#{correction.anchor}",
            at=correction.at,
            updated_at=correction.at,
            author=settings.SITE_NAME,
            section=page.section.name if page.section else "",
        )


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "d/m/Y")


class RssFeed(Feed[Entry, Section | None]):
    """The newest articles and corrections of the whole site or of one section."""

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

    def items(self, section: Section | None) -> list[Entry]:
        newest, corrected = _newest(section), _corrected(section)
        prefetch_related_objects(
            [*corrected, *(each for each in newest if each.corrected_at)], "corrections"
        )
        entries = [Entry.of_article(article) for article in newest]
        entries += [
            Entry.of_correction(correction, page)
            for page in corrected
            for correction in page.corrections.all()
        ]
        return sorted(entries, key=lambda entry: entry.at, reverse=True)[:ITEMS]

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.text

    def item_link(self, item: Entry) -> str:
        return item.address

    def item_guid(self, item: Entry) -> str:
        return item.address

    def item_pubdate(self, item: Entry) -> datetime:
        return item.at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.updated_at

    def item_author_name(self, item: Entry) -> str:
        return item.author

    def item_categories(self, item: Entry) -> tuple[str, ...]:
        return (item.section,) if item.section else ()


def _newest(section: Section | None) -> list[Article]:
    articles = Article.objects.public()
    if section:
        articles = articles.in_section(section)
    return list(articles.select_related("section", "author").defer("body").newest()[:ITEMS])


def _corrected(section: Section | None) -> list[Publication]:
    """The pages with the newest corrections: the newest corrections of all are among theirs."""
    pages = Publication.objects.public().filter(kind=Article.KIND, corrected_at__isnull=False)
    if section:
        pages = pages.in_section(section)
    newest = pages.select_related("section").defer("body").order_by("-corrected_at", "-id")
    return list(newest[:ITEMS])


class AtomFeed(RssFeed):
    feed_type = Atom
