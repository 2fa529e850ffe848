"""What a browser sends of the article form."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.publishing import changes
from tests.filling import as_sent


def form(**fields: Any) -> dict[str, Any]:
    """A new article, typed."""
    return {
        "title": "Giao ban quý I",
        "summary": "Tóm tắt.",
        "body": "<p>Nội dung</p>",
        "language": "vi",
        "published_at_0": "",
        "published_at_1": "",
        "expires_at_0": "",
        "expires_at_1": "",
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
        "gallery-TOTAL_FORMS": "0",
        "gallery-INITIAL_FORMS": "0",
    } | fields


def typed(article: Article, **fields: Any) -> dict[str, Any]:
    """The form of a stored article as a browser sends it, with what was typed over it."""
    moment = article.published_at and timezone.localtime(article.published_at)
    return (
        form(
            title=article.title,
            summary=as_sent(article.summary),
            body=as_sent(article.body),
            slug=article.slug,
            section=article.section_id or "",
            published_at_0=moment.strftime("%d/%m/%Y") if moment else "",
            published_at_1=moment.strftime("%H:%M:%S") if moment else "",
            _version=article.revision_number,
        )
        | fields
    )


def at(name: str, article: Article) -> str:
    """The address of a page of the admin about an article."""
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def pending(article: Article) -> dict[str, Any]:
    """What the version says that waits on a live article."""
    version = changes.pending_version(article)
    assert version is not None
    return version.data
