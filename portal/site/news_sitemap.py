"""The sitemap of news: the articles of the last two days, as search engines for news want it."""

from datetime import datetime, timedelta
from typing import Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.kit.moments import midnight
from portal.kit.site_names import site_name
from portal.publishing.conditional import conditional_response
from portal.publishing.models import Publication

NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
KIND: Final = "article"
# Older ones are no news to search engines, and no more than that in one file.
DAYS: Final = 2
MAX_ROWS: Final = 1000


def news(request: HttpRequest) -> HttpResponse:
    """Serve the articles of today and the two days before; of none an empty list."""
    return conditional_response(request, "news", timezone.localdate(), make=_document)


def last_news() -> datetime | None:
    """Return when the last of them appeared; None where there is none."""
    return _recent().values_list("published_at", flat=True).first()


def _recent() -> QuerySet[Publication]:
    """Return them from the beginning of a day on, so that the list ends at midnight only.

    What is made up is no news to anybody.
    """
    first_day = timezone.localdate() - timedelta(days=DAYS)
    rows = Publication.objects.public().filter(
        kind=KIND, published_at__gte=midnight(first_day), is_sample=False
    )
    return rows.newest()


def _document() -> HttpResponse:
    rows = _recent().values_list("path", "title", "language", "published_at")[:MAX_ROWS]
    entries = "".join(
        _entry(path, title, language, at) for path, title, language, at in rows if at is not None
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">{entries}</urlset>\n'
    )
    return HttpResponse(text, content_type="application/xml")


def _entry(path: str, title: str, language: str, at: datetime) -> str:
    date = timezone.localtime(at).isoformat(timespec="seconds")
    publication = (
        f"<news:name>{escape(site_name('vi'))}</news:name>"
        f"<news:language>{escape(language)}</news:language>"
    )
    return (
        f"<url><loc>{escape(settings.SITE_URL + path)}</loc><news:news>"
        f"<news:publication>{publication}</news:publication>"
        f"<news:publication_date>{date}</news:publication_date>"
        f"<news:title>{escape(title)}</news:title></news:news></url>"
    )
