from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django import template
from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from news.documents.effect import with_effect
from news.documents.models import OfficialDocument
from news.documents.numbers import number_key
from news.notices.filters import ORDER
from news.notices.models import Notice, NoticeStatus

register = template.Library()
# The section of the news that holds announcements, of what is no tender, job or budget.
ANNOUNCEMENTS = "thong-bao"


class LatestNotices(NamedTuple):
    """What stands as notices on the home page, and where all of them are."""

    rows: list[Notice | Article]
    all_path: str


@register.simple_tag
def latest_news(count: int = 5) -> list[Article]:
    """Return the newest public articles, with what a card shows; a sample never stands first."""
    rows = Article.objects.public().for_lists().newest()
    newest = list(rows[:count])
    if not newest or not newest[0].is_sample:
        return newest
    lead = rows.filter(is_sample=False).first()
    return newest if lead is None else [lead, *(row for row in newest if row != lead)][:count]


@register.simple_tag
def latest_notices(news: Collection[Article] = (), count: int = 4) -> LatestNotices:
    """Return the notices that take papers, then the newest of these and of announcements.

    An announcement that stands among the news of the page is not shown twice.
    """
    notices, announcements = list(notice_rows(count)), _announcements(news, count)
    both: list[Notice | Article] = [*notices, *announcements]
    rows = sorted(both, key=_is_open_and_day, reverse=True)[:count]
    if not notices and announcements and announcements[0].section is not None:
        return LatestNotices(rows, announcements[0].section.path)
    return LatestNotices(rows, reverse(Notice.LIST_VIEW))


def notice_rows(count: int) -> QuerySet[Notice, Any]:
    """Return the notices that take papers, the newest first, then the newest others."""
    is_open = Q(closes_at__gt=timezone.now())
    newest = Notice.objects.public().order_by(*ORDER).values("pk")
    # Each by its own index; in the order of both all notices would be sorted for a few.
    found = newest.filter(is_open)[:count].union(newest[:count])
    rows = Notice.objects.filter(pk__in=found).select_related("section").defer("body")
    return rows.order_by(Case(When(is_open, then=Value(0)), default=Value(1)), *ORDER)[:count]


def _announcements(news: Collection[Article], count: int) -> list[Article]:
    rows = Article.objects.public().filter(section__kind=Article.KIND, section__slug=ANNOUNCEMENTS)
    others = rows.exclude(pk__in=[article.pk for article in news])
    return list(others.for_lists().newest()[:count])


def _is_open_and_day(row: Notice | Article) -> tuple[bool, date]:
    if isinstance(row, Notice):
        return row.status_today == NoticeStatus.OPEN, row.issued_on
    return False, timezone.localdate(row.published_at)


@register.simple_tag
def document_numbered(
    number: str, *, issuer: int | None = None, issued_on: date | None = None
) -> OfficialDocument | None:
    """Return the public document with this number, however it is typed, if there is one.

    Several agencies issue the same number: what is known of who issued it, and when, has to fit.
    """
    key = number_key(number)
    if not key:
        return None
    values = {"number_key": key, "issuer": issuer, "issued_on": issued_on}
    known = {name: value for name, value in values.items() if value is not None}
    return OfficialDocument.objects.public().for_lists().filter(**known).newest().first()


@register.simple_tag
def latest_documents(count: int = 4) -> QuerySet[OfficialDocument, Any]:
    """Return the official documents issued last, with who issued them: as their list begins."""
    rows = with_effect(OfficialDocument.objects.public())
    rows = rows.select_related("issuer", "document_kind")
    return rows.defer("body").order_by("-issued_on", "-publication_ptr")[:count]
