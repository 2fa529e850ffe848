"""What the news pages ask of the database, each in one query."""

from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

from news.models import Article

RELATED = 4


def months_with_news() -> list[tuple[int, list[int]]]:
    """Years with their months in which something public appeared, newest first."""
    zone = timezone.get_current_timezone()
    rows = (
        Article.objects.public()
        .annotate(
            year=ExtractYear("published_at", tzinfo=zone), month=ExtractMonth("published_at", tzinfo=zone)
        )
        .order_by("-year", "-month")
        .values_list("year", "month")
        .distinct()
    )
    years: dict[int, list[int]] = {}
    for year, month in rows:
        years.setdefault(year, []).append(month)
    return list(years.items())


def span_of(year: int, month: int | None = None) -> tuple[datetime, datetime]:
    """The first moment of a year or month and the first moment after it, in Việt Nam's time.

    Raises ValueError for a year or month that no calendar has.
    """
    zone = timezone.get_current_timezone()
    start = datetime(year, month or 1, 1, tzinfo=zone)
    if month is None or month == 12:
        return start, datetime(year + 1, 1, 1, tzinfo=zone)
    return start, datetime(year, month + 1, 1, tzinfo=zone)


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
