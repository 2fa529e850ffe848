"""What the editor's dialogs offer to choose from: pages, pictures and figures, as JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from portal.accounts.roles import WRITE, staff
from portal.media.pictures.models import Picture
from portal.media.richtext import figures
from portal.publishing.lookup import with_words
from portal.publishing.models import Publication
from portal.publishing.models.kinds import kind_label, kinds
from portal.publishing.models.querysets import PublicationQuerySet
from portal.publishing.state_words import page_words

MAX_ROWS = 20
_MAX_QUERY_LENGTH = 200

type Row = dict[str, Any]


def _offer(find: Callable[[HttpRequest, str], list[Row]]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer the rows for the words in `?q=`; to who does not write there is nothing here."""

    @require_GET
    @wraps(find)
    def view(request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(WRITE):
            raise Http404
        rows = find(request, request.GET.get("q", "")[:_MAX_QUERY_LENGTH])
        return JsonResponse({"rows": rows[:MAX_ROWS], "has_more": len(rows) > MAX_ROWS})

    return view


@_offer
def pages(request: HttpRequest, words: str) -> list[Row]:
    """Return the newest pages with these words that the person may read.

    It is said which are not out.
    """
    readable = Publication.objects.readable_by(staff(request))
    rows = readable.filter(pk__in=_newest(with_words(readable.exclude(path=""), words)))
    return [
        {"title": page.title, "address": page.path, "note": _note(page)}
        for page in rows.order_by("-updated_at", "-pk").only_named(
            "title", "path", "kind", "updated_at"
        )[: MAX_ROWS + 1]
    ]


def _newest(rows: PublicationQuerySet[Publication]) -> list[int]:
    """Return the keys of what was changed last, as many of each kind as are offered of all.

    Each kind is walked along its index: all pages together would have to be sorted each time.
    """
    first, *others = (
        rows.filter(kind=kind).order_by("-updated_at", "-id").values_list("pk")[: MAX_ROWS + 1]
        for kind in kinds()
    )
    return [key for (key,) in first.union(*others, all=True)]


def _note(page: Publication) -> str:
    kind = kind_label(page.kind)
    return kind if page.is_public else f"{kind} · {page_words(page)}"


@_offer
def pictures(request: HttpRequest, words: str) -> list[Row]:
    """Return the newest pictures with these words, in any order and without marks."""
    return [
        {"url": picture.url, "thumbnail": picture.smallest_url, "alt": picture.alt}
        for picture in with_words(Picture.objects.all(), words)[: MAX_ROWS + 1]
    ]


@_offer
def quotable_figures(request: HttpRequest, words: str) -> list[Row]:
    """Figures that readers see, from every source that offers some."""
    return [
        {
            "reference": found.reference,
            "name": found.figure.name,
            "number": found.figure.number,
            "unit": found.figure.unit,
        }
        for found in figures.find(words, MAX_ROWS + 1)
    ]
