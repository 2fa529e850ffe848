from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from news.articles.models import Article
from news.articles.queries import gallery_of, neighbours, public_article, related_to, topics_of
from news.articles.structured import news_article
from portal.pagecache.fragments import kept_list_page
from portal.publishing.archive import months_of, span_of
from portal.publishing.attachments import attachments_of
from portal.publishing.models import PublicationQuerySet, Section
from portal.publishing.paging import page_number, page_of


def _list(
    request: HttpRequest,
    articles: Callable[[], PublicationQuerySet[Article]],
    heading: str,
    **extra: object,
) -> HttpResponse:
    # Asked for where its fragment is made; where there is no such page, that raises Http404.
    page = SimpleLazyObject(lambda: page_of(request, articles().for_lists().newest()))
    number = page_number(request)
    context = {
        "heading": heading,
        "kept_page": kept_list_page(request, number),
        "number": number,
        "page": page,
        "sections": SimpleLazyObject(lambda: list(Section.objects.of_kind(Article.KIND))),
        "archive": SimpleLazyObject(lambda: months_of(Article.KIND)),
    }
    return render(request, "news/articles/list.html", context | extra)


def article_list(request: HttpRequest) -> HttpResponse:
    return _list(request, Article.objects.public, _("News"))


def section(request: HttpRequest, slug: str) -> HttpResponse:
    shelf = get_object_or_404(Section, kind=Article.KIND, slug=slug)
    return _list(
        request, lambda: Article.objects.public().in_section(shelf), shelf.name, section=shelf
    )


def archive(request: HttpRequest, year: int, month: int | None = None) -> HttpResponse:
    try:
        start, end = span_of(year, month)
    except ValueError as error:
        raise Http404 from error
    if month is None:
        heading = _("News of %(year)s") % {"year": year}
    else:
        heading = _("News of %(month)s/%(year)s") % {"month": f"{month:02}", "year": year}

    def published() -> PublicationQuerySet[Article]:
        return Article.objects.public().published_between(start, end)

    return _list(request, published, heading, year=year, month=month)


def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = public_article.first(path=request.path_info, at=timezone.now())
    if found is None:
        raise Http404
    # Asked for where the page's fragments are made.
    topics = SimpleLazyObject(lambda: topics_of(found))
    gallery = SimpleLazyObject(lambda: gallery_of(found))
    attachments = SimpleLazyObject(lambda: attachments_of(found))
    context = {
        "article": found,
        "kept_page": True,
        "attachments": attachments,
        "gallery": gallery,
        "topics": topics,
        "neighbours": SimpleLazyObject(lambda: neighbours(found)),
        "related": SimpleLazyObject(lambda: related_to(found, topics)),
        "json_ld": lambda: news_article(
            found, [each.now for each in attachments if each.is_open], list(gallery)
        ),
    }
    return render(request, "news/articles/detail.html", context)
