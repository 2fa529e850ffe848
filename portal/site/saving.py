"""A page as one file to keep: styles and pictures inside, nothing to be fetched when it is read."""

from typing import Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.publishing.conditional import conditional_response
from portal.publishing.models import Publication, Redirect
from portal.publishing.models.addresses import leads_to
from portal.publishing.models.kinds import kind_named
from portal.publishing.rendering import render_public_page
from portal.site.onefile import POLICY, one_file

FILE: Final = "luu.html"
# To be raised when the same page is saved as other bytes.
FORMAT: Final = 1


@require_safe
def saved_page(request: HttpRequest, page: str) -> HttpResponse:
    """The public page at an address as a file; where it has moved, the file has, too."""
    path = f"/{page}/"
    found = Publication.objects.public().filter(path=path).values_list("kind", "slug", "title")
    row = found.first()
    if row is None:
        return _moved(path)
    kind, slug, title = row
    # Its own page, and not one of those that the slug may stand for elsewhere.
    if not leads_to(kind_named(kind), path):
        raise Http404
    today = timezone.localdate()
    return conditional_response(
        request, FORMAT, path, today, make=lambda: _answer(path, slug, title)
    )


def _moved(path: str) -> HttpResponse:
    target = Redirect.objects.target_of(path)
    if target is None:
        raise Http404
    return HttpResponsePermanentRedirect(f"{target}{FILE}")


def _answer(path: str, slug: str, title: str) -> HttpResponse:
    response = HttpResponse(
        one_file(render_public_page(path), path), content_type="text/html; charset=utf-8"
    )
    # Two names: of letters that every program knows, and as people write it.
    spoken = quote(f"{title[:120].replace('/', '-')}.html", safe="")
    response["Content-Disposition"] = (
        f"attachment; filename=\"{slug}.html\"; filename*=UTF-8''{spoken}"
    )
    response["Content-Security-Policy"] = f"{POLICY}; sandbox"
    response["X-Robots-Tag"] = "noindex"
    return response
