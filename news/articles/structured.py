"""JSON-LD of articles."""

from collections.abc import Iterable, Sequence
from typing import Any

from news.articles.models import Article, GalleryPicture
from portal.publishing.metadata import facts_of
from portal.publishing.models import Attachment
from portal.publishing.structured import (
    audio_object,
    corrected,
    image_object,
    json_ld_script,
    made_up,
    organization,
    video_object,
)


def news_article(
    article: Article,
    attachments: Iterable[Attachment],
    gallery: Sequence[GalleryPicture],
) -> str:
    """Return the article as schema.org's NewsArticle, with its pictures and recordings."""
    facts = facts_of(article)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": facts.title,
        "description": article.summary,
        "inLanguage": facts.language,
        "datePublished": facts.published_iso,
        "dateModified": facts.modified_iso,
        "mainEntityOfPage": facts.address,
        "image": facts.picture.address,
        "publisher": organization(),
        "author": {"@type": "Person", "name": facts.creator} if article.author else organization(),
    }
    if article.section:
        data["articleSection"] = article.section.name
    if sounds := [audio_object(each, facts) for each in attachments if each.is_recording]:
        data["audio"] = sounds
    if films := [video_object(each, facts) for each in attachments if each.is_film]:
        data["video"] = films
    if gallery:
        pictures = [
            image_object(row.picture, about=row.caption or row.alt, page=facts) for row in gallery
        ]
        data["image"] = [facts.picture.address, *pictures]
    return json_ld_script(data | made_up(article) | corrected(article))
