"""What the news pages ask of the database, each in one query."""

from django.db.models import QuerySet

from news.models import Article

RELATED = 4


def neighbours(article: Article) -> tuple[Article | None, Article | None]:
    """The next newer and the next older public article, in one query."""
    public = Article.objects.public().only("title", "path", "published_at")
    newer = public.newer_than(article).order_by("published_at", "id")[:1]
    older = public.older_than(article).newest()[:1]
    found = list(newer.union(older, all=True))
    key = (article.published_at, article.pk)
    return (
        next((row for row in found if (row.published_at, row.pk) > key), None),
        next((row for row in found if (row.published_at, row.pk) < key), None),
    )


def related_to(article: Article, topic_ids: list[int]) -> QuerySet[Article]:
    """The newest others on the same topics, or of the same section where it has no topic."""
    others = Article.objects.public().exclude(pk=article.pk).for_lists().newest()
    if topic_ids:
        return others.filter(topics__in=topic_ids).distinct()[:RELATED]
    if article.section is not None:
        return others.in_section(article.section)[:RELATED]
    return others.none()
