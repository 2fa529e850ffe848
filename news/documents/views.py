"""The public pages of official documents: the list, and one document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from news.documents.effect import Effect, effect_of, with_effect
from news.documents.filters import NearestFilter
from news.documents.models import OfficialDocument
from news.documents.relations import relations_of, striking
from news.documents.structured import legislation
from portal.organisations.former_bodies import with_successions
from portal.publishing.attachments import attachments_of
from portal.publishing.paging import page_of
from portal.publishing.topics import topics_of

READ = ("document_kind", "issuer")


def document_list(request: HttpRequest) -> HttpResponse:
    """Show all public documents, the newest first, narrowed down by what the address asks."""
    form = NearestFilter(request.GET)
    rows = form.narrowed(with_effect(OfficialDocument.objects.public()))
    page = page_of(request, rows.select_related(*READ).defer("body"))
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "form": form,
        "page": page,
        "documents": page.rows,
        "has_unknown": any(effect_of(row) == Effect.UNKNOWN for row in page.rows),
        "data_query": f"?{query.urlencode()}" if query else "",
    }
    return render(request, "news/documents/list.html", context)


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
