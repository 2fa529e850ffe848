"""What machines read of an article: JSON-LD of its kind."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from news.models import Article
from portal.publishing.structured import corrected, json_ld_script, modified, organization


def news_article(article: Article) -> str:
    """The article as schema.org's NewsArticle, ready to stand in the page's head."""
    published = article.published_at and timezone.localtime(article.published_at).isoformat()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary,
        "inLanguage": article.language,
        "datePublished": published,
        "dateModified": modified(article),
        "mainEntityOfPage": settings.SITE_URL + article.path,
        "publisher": organization(),
        "author": {"@type": "Person", "name": article.author.name}
        if article.author
        else organization(),
    }
    if article.section:
        data["articleSection"] = article.section.name
    if article.cover:
        data["image"] = settings.SITE_URL + article.cover.file.url
    return json_ld_script(data | corrected(article))
