from typing import Any

from django import template
from django.db.models import QuerySet

from news.articles.models import Article
from news.documents.models import OfficialDocument
from news.documents.numbers import number_key

register = template.Library()
# The section whose articles are notices: they stand apart from the news on the home page.
NOTICES = "thong-bao"


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
def latest_notices(count: int = 4) -> list[Article]:
    """Return the newest public notices; none where the department has no such section."""
    rows = Article.objects.public().filter(section__kind=Article.KIND, section__slug=NOTICES)
    return list(rows.for_lists().newest()[:count])


@register.simple_tag
def document_numbered(number: str) -> OfficialDocument | None:
    """Return the public document with this number, however it is typed, if there is one."""
    key = number_key(number)
    if not key:
        return None
    return OfficialDocument.objects.public().for_lists().filter(number_key=key).newest().first()


@register.simple_tag
def latest_documents(count: int = 4) -> QuerySet[OfficialDocument, Any]:
    """Return the official documents issued last, with who issued them: as their list begins."""
    rows = OfficialDocument.objects.public().select_related("issuer", "document_kind")
    return rows.defer("body").order_by("-issued_on", "-publication_ptr")[:count]
