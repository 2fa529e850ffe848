"""The catalogue of open data: its pages, and the forms of it that machines read."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.responses import file_response, redirect_with_query
from portal.exchange.opendata import dcat, openapi
from portal.exchange.opendata.bulk import Bulk, current_bulk
from portal.exchange.opendata.descriptions import (
    CSV_GUARD,
    MAX_MEMBERS,
    describe,
    full,
    in_english,
    json_ld,
    licence_address,
)
from portal.exchange.opendata.preview import preview_of
from portal.exchange.opendata.rows import MAX_ROWS, USUAL, json_response
from portal.exchange.opendata.sets import OpenSet, changed_at, open_sets, row_counts
from portal.kit.origins import for_all_origins
from portal.publishing.conditional import content_state, etag_of, response_unless_known
from portal.publishing.languages import ENGLISH, spoken_path
from portal.publishing.paging import only_page
from portal.publishing.structured import json_ld_script, organization

# To be raised when the same data sets are described in other words.
FORMAT: Final = 2


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show every data set, and the ways to have them all at once."""
    only_page(request)
    context = {
        # Asked for where the page has none kept.
        "sets": _listed,
        "bulk": current_bulk(),
        "licence": licence(),
        "usual": USUAL,
        "most": MAX_ROWS,
        "json_ld": _catalogue_ld(),
    }
    return render(request, "portal/opendata/index.html", context)


def _listed() -> list[tuple[OpenSet, datetime | None, int]]:
    """Return every data set, when it last changed, and how many rows it has."""
    counts = row_counts()
    return [(each, changed_at(each.dataset()), counts[each.slug]) for each in open_sets().values()]


@require_safe
def data_set(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one data set: what is in it, column by column, and where it is to be had."""
    found = describe(_set(slug), most=MAX_MEMBERS)
    if get_language() == ENGLISH:
        found = in_english(found)
    context = {
        "found": found,
        "licence": licence(),
        "csv_guard": CSV_GUARD,
        "json_ld": json_ld_script(json_ld(found)),
        "preview": partial(preview_of, found.set),
        # States of promises and documents change with the day, with nobody writing anything.
        "today": timezone.localdate(),
    }
    return render(request, "portal/opendata/set.html", context)


@for_all_origins
def file(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """Send a data set as a file; where it stands beside another page, lead there."""
    open_set = _set(slug)
    if open_set.files:
        return redirect_with_query(request, open_set.file_path(extension))
    return file_response(request, open_set.dataset(), extension)


@for_all_origins
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Send the catalogue as DCAT in JSON-LD."""
    file = current_bulk()

    def make() -> HttpResponse:
        sets = [describe(each) for each in open_sets().values()]
        return json_response(dcat.catalogue(sets, file), "application/ld+json")

    return _cached(request, "dcat", file, make=make)


@for_all_origins
def api_description(request: HttpRequest) -> HttpResponseBase:
    """Send what OpenAPI says of the JSON."""
    versions = [(each.slug, each.version) for each in open_sets().values()]
    return _cached(
        request, "openapi", None, versions, make=lambda: json_response(openapi.description())
    )


@for_all_origins
def bulk(request: HttpRequest) -> HttpResponseBase:
    """Send the file of all data sets, as it was last written."""
    file = current_bulk()
    if file is None:
        raise Http404

    def make() -> HttpResponseBase:
        name = f"du-lieu-{timezone.localtime(file.written_at):%Y-%m-%d}.zip"
        return FileResponse(file.path.open("rb"), as_attachment=True, filename=name)

    etag = f'"{file.sha256[:32]}"'
    return response_unless_known(request, make, etag=etag, changed_at=file.written_at)


def _set(slug: str) -> OpenSet:
    open_set = open_sets().get(slug)
    if open_set is None:
        raise Http404
    return open_set


# What this process answered last, under the ETag for which it was made: of each name one.
_CACHE: dict[str, tuple[str, bytes, str]] = {}


def _cached(
    request: HttpRequest,
    name: str,
    file: Bulk | None,
    *depends_on: object,
    make: Callable[[], HttpResponse],
) -> HttpResponse:
    """Return what `make` makes, made once for as long as what the public sees is the same."""
    # Read before the rows: an answer may be newer than it says, never older.
    state = content_state()
    etag = etag_of(FORMAT, name, file, licence(), state, *depends_on)

    def answer() -> HttpResponse:
        known, content, content_type = _CACHE.get(name, ("", b"", ""))
        if known != etag:
            made = make()
            content, content_type = made.content, made["Content-Type"]
            _CACHE[name] = (etag, content, content_type)
        return HttpResponse(content, content_type=content_type)

    changed_at = max(state.changed_at, file.written_at) if file else state.changed_at
    return response_unless_known(request, answer, etag=etag, changed_at=changed_at)


def _catalogue_ld() -> str:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": _("Open data"),
        "publisher": organization(),
        "dataset": [
            {
                "@type": "Dataset",
                "name": str(each.title),
                "description": str(each.description),
                "url": full(spoken_path(each.path)),
                "license": licence_address(),
            }
            for each in open_sets().values()
        ],
    }
    return json_ld_script(data)
