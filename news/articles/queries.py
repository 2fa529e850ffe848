"""Queries of the news pages."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FETCH_ONE, OuterRef, QuerySet
from django.db.models.fetch_modes import FetchMode
from django.db.models.functions import JSONObject
from django.db.models.query_utils import DeferredAttribute
from django.http import Http404
from django.utils import timezone

from news.articles.models import Article, GalleryPicture
from portal.kit.postgres.prepared import Prepared
from portal.media.pictures.models import Picture
from portal.organisations.former_bodies import with_successions
from portal.publishing.models import Publication, PublicationQuerySet, Section, Topic

RELATED = 4
# As many candidates for related articles are looked at, whatever the size of the site.
SEARCHED = 500


def section_named(name: str, position: int = 0) -> Section:
    """Return the news' section of this name, made where there is none."""
    known = Section.objects.filter(kind=Article.KIND, name=name).first()
    return known or Section.objects.create(kind=Article.KIND, name=name, position=position)


def with_topics(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return the articles with what `topics_of` needs, in the same query."""
    topics = Topic.objects.filter(publications=OuterRef("pk"))
    row = JSONObject(id="pk", name="name", slug="slug")
    return articles.annotate(topic_rows=ArraySubquery(topics.values(row=row)))


# What a page shows of a picture.
_PICTURE = ("id", "file", "width", "height", "renditions", "crops", "credit", "licence")


def with_gallery(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return the articles with what `gallery_of` needs, in the same query."""
    rows = GalleryPicture.objects.filter(article=OuterRef("pk")).order_by("position", "id")
    picture = JSONObject(**{name: f"picture__{name}" for name in _PICTURE})
    row = JSONObject(id="pk", alt="alt", caption="caption", picture=picture)
    return articles.annotate(gallery_rows=ArraySubquery(rows.values(row=row)))


def gallery_of(article: Article) -> list[GalleryPicture]:
    """Return the pictures below an article that was read `with_gallery`, in their order."""
    return [
        GalleryPicture(**{**row, "picture": Picture(**row["picture"])})
        for row in load_full(article).gallery_rows  # type: ignore[attr-defined]  # annotated
    ]


def _full_article(path: str, at: datetime) -> QuerySet[Article]:
    rows = with_successions(with_gallery(with_topics(Article.objects.public(at))))
    return rows.filter(path=path).select_related("section", "cover", "author", "source")


_full = Prepared(_full_article, path=str, at=datetime)


class _LoadFull(FetchMode):
    """Reads all that a page shows of an article where something asks for more than its title."""

    __slots__ = ()

    def fetch(self, fetcher: Any, instance: Any) -> None:
        known, field = vars(load_full(instance)), getattr(fetcher, "field", None)
        if isinstance(fetcher, DeferredAttribute):
            is_read = fetcher.field.attname in known
        else:
            is_read = field is not None and field.is_cached(instance)
        if not is_read:  # what no page shows
            FETCH_ONE.fetch(fetcher, instance)


_LOAD_FULL: Final = _LoadFull()


def load_full(article: Article) -> Article:
    """Return an article of `public_article` with all that its page shows, read by one query.

    Http404 where it has gone since.
    """
    if "body" in vars(article):
        return article
    found = _full.first(path=article.path, at=timezone.now())
    if found is None or found.pk != article.pk:
        raise Http404
    article._state.fields_cache.update(found._state.fields_cache)
    vars(article).update((name, value) for name, value in vars(found).items() if name != "_state")
    return article


def _public_article(path: str, at: datetime) -> QuerySet[Article]:
    rows = Article.objects.public(at).filter(path=path).only("path", "title", "language")
    return rows.fetch_mode(_LOAD_FULL)


# The public article at a path: what stands outside of the kept parts of its page, and the whole
# row where one of these has to be made.
public_article = Prepared(_public_article, path=str, at=datetime)


def topics_of(article: Article) -> list[Topic]:
    """Return the topics of an article that was read `with_topics`, by name."""
    rows = load_full(article).topic_rows  # type: ignore[attr-defined]  # annotated
    return [Topic(**row) for row in rows]


def _neighbours(at: datetime, published_at: datetime, pk: int) -> QuerySet[Article]:
    public = Article.objects.public(at).only("title", "path", "language", "published_at")
    article = Article(pk=pk, published_at=published_at)
    newer = public.newer_than(article).order_by("published_at", "id")[:1]
    return newer.union(public.older_than(article).newest()[:1], all=True)


_beside = Prepared(_neighbours, at=datetime, published_at=datetime, pk=int)


def neighbours(article: Article) -> tuple[Article | None, Article | None]:
    """Return the next newer and the next older public article, in one query."""
    assert article.published_at is not None  # noqa: S101  # it is public
    found = _beside(at=timezone.now(), published_at=article.published_at, pk=article.pk)
    key = (article.published_at, article.pk)
    return (
        next((row for row in found if (row.published_at, row.pk) > key), None),
        next((row for row in found if (row.published_at, row.pk) < key), None),
    )


def related_to(article: Article, topics: Collection[Topic]) -> list[Publication]:
    """Return the newest others on its topics, or of the same section where it has no topic."""
    now = timezone.now()
    if topics:
        return _on_its_topics(page=article.pk, at=now)
    if article.section_id is None:
        return []
    return _in_its_section(page=article.pk, section=article.section_id, at=now)


def _newest_others(page: int, at: datetime) -> PublicationQuerySet[Publication]:
    # What a link shows stands on the parent row; with the child's, all articles would be read.
    return _news(at).exclude(pk=page).for_lists().newest()


def _news(at: datetime) -> PublicationQuerySet[Publication]:
    return Publication.objects.public(at).filter(kind=Article.KIND)


def _others_in_section(page: int, section: int, at: datetime) -> PublicationQuerySet[Publication]:
    return _newest_others(page, at).filter(section=section)[:RELATED]


def _others_on_topics(page: int, at: datetime) -> PublicationQuerySet[Publication]:
    """Return the newest others; of a common topic only those among the newest of all.

    No index has both topic and time, so a common topic would be read and sorted whole.
    """
    tags = Article.topics.through.objects.order_by()
    tagged = tags.filter(topic__in=tags.filter(publication_id=page).values("topic_id"))
    keys = tagged.values("publication_id")
    among_newest = keys.filter(publication__in=_news(at).newest().values("pk")[:SEARCHED])
    found = keys[:SEARCHED].union(among_newest)
    return _newest_others(page, at).filter(pk__in=found)[:RELATED]


_in_its_section = Prepared(_others_in_section, page=int, section=int, at=datetime)
_on_its_topics = Prepared(_others_on_topics, page=int, at=datetime)
