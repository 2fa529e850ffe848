"""Data files beside pages: the page's address without its last slash, and .csv, .json or .xlsx."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from portal.exchange.datafiles.formats import CONTENT_TYPES, beside
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.tables import Dataset, Table
from portal.exchange.datafiles.writing_csv import csv_pieces
from portal.exchange.datafiles.writing_json import json_pieces
from portal.exchange.datafiles.writing_xlsx import xlsx_pieces
from portal.publishing.generation import ContentState, content_state
from portal.publishing.models import Publication, Redirect

# To be raised when the same data come out as other bytes: what somebody has kept is then old.
FORMAT: Final = 1


def redirect_moved(
    request: HttpRequest, model: type[Publication], slug: str, extension: str
) -> HttpResponseBase:
    """Where the page has moved, its data have, too; raises Http404 where there is none."""
    target = Redirect.objects.target_of(model.path_of(slug))
    if target is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    address = beside(target, extension)
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def bad_request(error: ValidationError) -> HttpResponse:
    """What is wrong with the question, in plain text."""
    text = "\n".join(error.messages)
    return HttpResponse(f"{text}\n", status=400, content_type="text/plain; charset=utf-8")


def file_response(
    request: HttpRequest, dataset: Dataset, wanted: ExportOptions, extension: str
) -> HttpResponseBase:
    """The file, or word that it has not changed; its rows are read while it is sent."""
    # Read before the rows: a file may be newer than it says, never older.
    seen = content_state()
    try:
        table = _table(dataset, wanted.table if extension == "csv" else "")
    except ValidationError as error:
        return bad_request(error)

    def whole() -> HttpResponseBase:
        pieces = () if request.method == "HEAD" else _pieces(dataset, table, wanted, extension)
        response = StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[extension])
        response["Content-Disposition"] = _disposition(dataset, table, wanted, extension)
        return response

    etag = _etag(dataset, wanted, extension, seen)
    return conditional_file_response(request, whole, etag=etag, changed=_changed(dataset, seen))


def conditional_file_response(
    request: HttpRequest, make: Callable[[], HttpResponseBase], *, etag: str, changed: int
) -> HttpResponseBase:
    """What is made, for whoever has not got it already; to be kept and asked for again."""
    response: Any = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        response = make()
        # Anybody may read it, so any page may fetch it.
        response["Access-Control-Allow-Origin"] = "*"
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    # The page may be withdrawn at any moment.
    response["Cache-Control"] = "public, no-cache"
    return response  # type: ignore[no-any-return]  # one of two kinds


def _table(dataset: Dataset, name: str) -> Table:
    tables = {table.name: table for table in dataset.every_table()}
    if not name:
        return dataset.tables[0]
    if name not in tables:
        message = _("There is no table “%(name)s”; there are: %(names)s.")
        raise ValidationError(message % {"name": name[:50], "names": ", ".join(tables)})
    return tables[name]


def _changed(dataset: Dataset, seen: ContentState) -> int:
    """The second of the last change, be it that a new day began."""
    moments = [seen.changed_at]
    if dataset.true_on is not None:
        moments.append(timezone.make_aware(datetime.combine(dataset.true_on, time.min)))
    return int(max(moments).timestamp())


def _etag(dataset: Dataset, wanted: ExportOptions, extension: str, seen: ContentState) -> str:
    told = [(fact.column.name, fact.value) for fact in dataset.facts]
    codebook = list(dataset.codebook().rows())
    whole = repr((FORMAT, extension, wanted, seen, told, codebook))
    return f'"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"'


def _pieces(
    dataset: Dataset, table: Table, wanted: ExportOptions, extension: str
) -> Iterable[bytes]:
    if extension == "csv":
        return csv_pieces(table, with_mark=wanted.with_mark)
    if extension == "json":
        return json_pieces(dataset)
    return xlsx_pieces(dataset)


def _disposition(dataset: Dataset, table: Table, wanted: ExportOptions, extension: str) -> str:
    """The name to save it under; browsers show JSON."""
    parts = [dataset.name]
    if extension == "csv" and table is not dataset.tables[0]:
        parts.append(table.name.replace("_", "-"))
    if wanted.published_on:
        parts.append(wanted.published_on.isoformat())
    how = "inline" if extension == "json" else "attachment"
    return f'{how}; filename="{"-".join(parts)}.{extension}"'
