"""The public pages of official documents: the list, and one document."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from news.documents.effect import Effect, effect_of, with_effect
from news.documents.filters import ORDER, Documents, NearestFilter
from news.documents.models import OfficialDocument
from news.documents.relations import relations_of, striking
from news.documents.structured import legislation
from portal.kit.postgres.prepared import Prepared
from portal.organisations.former_bodies import with_successions
from portal.pagecache.fragments import kept_list_page
from portal.publishing.attachments import attachments_of
from portal.publishing.paging import PAGE_SIZE, Page, page_number, page_of
from portal.publishing.topics import topics_of

READ = ("document_kind", "issuer")
# What stands in a row of the list.
IN_THE_LIST = (
    "path", "title", "language", "is_sample", "number", "issued_on", "document_kind", "issuer",
)  # fmt: skip


def document_list(request: HttpRequest) -> HttpResponse:
    """Show all public documents, the newest first, narrowed down by what the address asks."""
    number = page_number(request)
    query = request.GET.copy()
    query.pop("trang", None)
    form: Any = SimpleLazyObject(lambda: NearestFilter(request.GET))
    # Asked for where its fragment is made; where there is no such page, that raises Http404.
    page: Any = SimpleLazyObject(lambda: _page(request, form))
    context = {
        "form": form,
        "kept_page": kept_list_page(request, number),
        "number": number,
        "page": page,
        "has_unknown": lambda: any(effect_of(row) == Effect.UNKNOWN for row in page.rows),
        "data_query": f"?{query.urlencode()}" if query else "",
    }
    return render(request, "news/documents/list.html", context)


def _page(request: HttpRequest, form: NearestFilter) -> Page[OfficialDocument]:
    if not form.is_used:
        return page_of(request, _newest_of_all(timezone.now(), timezone.localdate()), first=_first)
    rows = form.narrowed(with_effect(OfficialDocument.objects.public()))
    return page_of(request, _for_the_list(rows))


def _for_the_list(rows: Documents) -> Documents:
    return rows.select_related(*READ).only(*IN_THE_LIST)


def _newest_of_all(at: datetime, today: date) -> Documents:
    rows = with_effect(OfficialDocument.objects.public(at), today, at)
    return _for_the_list(rows).order_by(*ORDER)


def _first() -> list[OfficialDocument]:
    return _newest(at=timezone.now(), today=timezone.localdate())


_newest = Prepared(lambda **now: _newest_of_all(**now)[: PAGE_SIZE + 1], at=datetime, today=date)


def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document with its effect and relations."""
    rows = with_successions(with_effect(OfficialDocument.objects.public()))
    rows = rows.select_related(*READ, "cover")
    found = get_object_or_404(rows, path=OfficialDocument.path_of(slug))
    related = relations_of(found)
    context = {
        "document": found,
        "effect": effect_of(found),
        "related": related,
        "struck_by": striking(related),
        "attachments": attachments_of(found),
        "topics": topics_of(found),
        "json_ld": legislation(found, related),
    }
    return render(request, "news/documents/detail.html", context)
