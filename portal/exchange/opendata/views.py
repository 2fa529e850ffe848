"""The catalogue of open data: its pages, and the forms of it that machines read."""

import hashlib
from collections.abc import Callable
from typing import Any, Final

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.responses import conditional_file_response, file_response
from portal.exchange.opendata import dcat, openapi
from portal.exchange.opendata.bulk import Bulk, current_bulk
from portal.exchange.opendata.described import described, full, json_ld, licence_address
from portal.exchange.opendata.rows import MAX_ROWS, USUAL, json_answer
from portal.exchange.opendata.sets import OpenSet, changed_at, open_sets
from portal.publishing.generation import content_state
from portal.publishing.structured import json_ld_script, organization

# To be raised when the same data sets are told in other words.
FORMAT: Final = 1


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every data set, and the ways to have them all at once."""
    sets = [(each, changed_at(each.whole())) for each in open_sets().values()]
    context = {
        "sets": sets,
        "bulk": current_bulk(),
        "licence": licence(),
        "usual": USUAL,
        "most": MAX_ROWS,
        "json_ld": _catalogue_ld(),
    }
    return render(request, "portal/opendata/index.html", context)


@require_safe
def data_set(request: HttpRequest, slug: str) -> HttpResponse:
    """One data set: what is in it, column by column, and where it is to be had."""
    found = described(_set(slug))
    context = {"found": found, "licence": licence(), "json_ld": json_ld_script(json_ld(found))}
    return render(request, "portal/opendata/set.html", context)


@require_safe
def file(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """A data set as a file; where it stands beside another page, it is there."""
    found = _set(slug)
    if found.files:
        query = request.META.get("QUERY_STRING", "")
        address = found.file_path(extension)
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    return file_response(request, found.whole(), ExportOptions.of_table(request.GET), extension)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """The catalogue as DCAT in JSON-LD."""
    everything = current_bulk()

    def make() -> HttpResponse:
        told = dcat.catalogue([described(each) for each in open_sets().values()], everything)
        return json_answer(told, "application/ld+json")

    return _kept(request, "dcat", everything, make=make)


@require_safe
def api_description(request: HttpRequest) -> HttpResponseBase:
    """What OpenAPI says of the JSON."""
    versions = [(each.slug, each.version) for each in open_sets().values()]
    return _kept(
        request, "openapi", None, versions, make=lambda: json_answer(openapi.description())
    )


@require_safe
def bulk(request: HttpRequest) -> HttpResponseBase:
    """The file of all data sets, as it was last written."""
    found = current_bulk()
    if found is None:
        raise Http404

    def whole() -> HttpResponseBase:
        name = f"du-lieu-{found.written_at:%Y-%m-%d}.zip"
        return FileResponse(found.path.open("rb"), as_attachment=True, filename=name)

    changed = int(found.written_at.timestamp())
    return conditional_file_response(request, whole, etag=f'"{found.sha256[:32]}"', changed=changed)


def _set(slug: str) -> OpenSet:
    found = open_sets().get(slug)
    if found is None:
        raise Http404
    return found


# What this process answered last, under the ETag for which it was made: of each name one.
_ANSWERED: dict[str, tuple[str, bytes, str]] = {}


def _kept(
    request: HttpRequest,
    name: str,
    everything: Bulk | None,
    *told: object,
    make: Callable[[], HttpResponse],
) -> HttpResponseBase:
    """What `make` makes, made once for as long as what the public sees is the same."""
    # Read before the rows: an answer may be newer than it says, never older.
    seen = content_state()
    whole = repr((FORMAT, name, everything, licence(), seen, *told))
    etag = f'"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"'
    moments = [seen.changed_at, *([everything.written_at] if everything else [])]

    def answer() -> HttpResponse:
        of, content, content_type = _ANSWERED.get(name, ("", b"", ""))
        if of != etag:
            made = make()
            content, content_type = made.content, made["Content-Type"]
            _ANSWERED[name] = (etag, content, content_type)
        return HttpResponse(content, content_type=content_type)

    return conditional_file_response(
        request, answer, etag=etag, changed=int(max(moments).timestamp())
    )


def _catalogue_ld() -> str:
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": "Dữ liệu mở",
        "publisher": organization(),
        "dataset": [
            {
                "@type": "Dataset",
                "name": str(each.title),
                "description": str(each.description),
                "url": full(each.path),
                "license": licence_address(),
            }
            for each in open_sets().values()
        ],
    }
    return json_ld_script(told)
