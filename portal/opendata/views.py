"""The catalogue of open data: its pages, and the forms of it that machines read."""

import hashlib
from typing import Any

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

from portal.datafiles.answering import answered, kept
from portal.datafiles.facts import licence
from portal.datafiles.wanted import Wanted
from portal.opendata import dcat, openapi
from portal.opendata.bulk import current_bulk
from portal.opendata.described import described, full, json_ld
from portal.opendata.rows import MOST, USUAL, json_answer
from portal.opendata.sets import OpenSet, changed_at, open_sets
from portal.publishing.generation import sight
from portal.publishing.structured import json_ld_script, organization


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every data set, and the ways to have them all at once."""
    sets = [(each, changed_at(each.whole())) for each in open_sets().values()]
    context = {
        "sets": sets,
        "bulk": current_bulk(),
        "licence": licence(),
        "usual": USUAL,
        "most": MOST,
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
    return answered(request, found.whole(), Wanted.of_table(request.GET), extension)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """The catalogue as DCAT in JSON-LD."""
    told = dcat.catalogue([described(each) for each in open_sets().values()], current_bulk())
    return _kept(request, json_answer(told, "application/ld+json"))


@require_safe
def api_description(request: HttpRequest) -> HttpResponseBase:
    """What OpenAPI says of the JSON."""
    return _kept(request, json_answer(openapi.description()))


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
    return kept(request, whole, etag=f'"{found.sha256[:32]}"', changed=changed)


def _set(slug: str) -> OpenSet:
    found = open_sets().get(slug)
    if found is None:
        raise Http404
    return found


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    etag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    return kept(request, lambda: answer, etag=etag, changed=int(sight().changed_at.timestamp()))


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
            }
            for each in open_sets().values()
        ],
    }
    return json_ld_script(told)
