"""Data files beside pages: the page's address without its last slash, and .csv, .json or .xlsx."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.utils.translation import gettext as _

from portal.exchange.datafiles.options import CONTENT_TYPES, ExportOptions, beside
from portal.exchange.datafiles.tables import Dataset, Table
from portal.exchange.datafiles.writing import csv_pieces, json_pieces
from portal.exchange.datafiles.writing_xlsx import xlsx_pieces
from portal.kit.moments import midnight
from portal.kit.moved import moved_to
from portal.publishing.conditional import conditional_response
from portal.publishing.models import Publication, PublicationQuerySet, Redirect

# To be raised when the same data come out as other bytes: what somebody has of them is then old.
FORMAT: Final = 3


def redirect_moved(
    request: HttpRequest, model: type[Publication], slug: str, extension: str
) -> HttpResponseBase:
    """Return the way to the data of a page that has moved; raise Http404 where there is none."""
    target = Redirect.objects.target_of(model.path_of(slug))
    if target is None:
        raise Http404
    return redirect_with_query(request, beside(target, extension))


def page_file[P: Publication](
    request: HttpRequest,
    pages: PublicationQuerySet[P],
    slug: str,
    extension: str,
    data_of: Callable[[P], Dataset],
) -> HttpResponseBase:
    """Return the data of one of the pages, or the way to them where it has moved."""
    found = pages.filter(path=pages.model.path_of(slug)).first()
    if found is None:
        return redirect_moved(request, pages.model, slug, extension)
    return file_response(request, data_of(found), extension)


def redirect_with_query(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """Return the way to an address, which is to get the same query."""
    query = request.META.get("QUERY_STRING", "")
    return moved_to(f"{address}?{query}" if query else address)


def bad_request(error: ValidationError) -> HttpResponse:
    """Return what is wrong with the query, in plain text."""
    text = "\n".join(error.messages)
    return HttpResponse(f"{text}\n", status=400, content_type="text/plain; charset=utf-8")


def file_response(
    request: HttpRequest, dataset: Dataset, extension: str, options: ExportOptions | None = None
) -> HttpResponseBase:
    """Return the file, or 304 for who has it; its rows are read while it is sent."""
    chosen = options or ExportOptions.of_table(request.GET)
    try:
        table = _table(dataset, chosen.table if extension == "csv" else "")
    except ValidationError as error:
        return bad_request(error)

    def make() -> HttpResponseBase:
        pieces = () if request.method == "HEAD" else _pieces(dataset, table, chosen, extension)
        response = StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[extension])
        response["Content-Disposition"] = _disposition(dataset, table, chosen, extension)
        return response

    facts = [(fact.column.name, fact.value) for fact in dataset.facts]
    codebook = list(dataset.codebook().rows())
    return conditional_response(
        request,
        FORMAT,
        extension,
        chosen,
        facts,
        codebook,
        dataset.as_of,
        make=make,
        changed_at=_changed_at(dataset.as_of),
    )


def _changed_at(as_of: date | None) -> datetime | None:
    """Return since when the data are what they are by themselves."""
    if as_of is None or isinstance(as_of, datetime):
        return as_of
    return midnight(as_of)


def _table(dataset: Dataset, name: str) -> Table:
    tables = {table.name: table for table in dataset.every_table()}
    if not name:
        return dataset.tables[0]
    if name not in tables:
        message = _("There is no table “%(name)s”; there are: %(names)s.")
        raise ValidationError(message % {"name": name[:50], "names": ", ".join(tables)})
    return tables[name]


def _pieces(
    dataset: Dataset, table: Table, options: ExportOptions, extension: str
) -> Iterable[bytes]:
    if extension == "csv":
        return csv_pieces(table, with_mark=options.with_mark)
    if extension == "json":
        return json_pieces(dataset)
    return xlsx_pieces(dataset)


def _disposition(dataset: Dataset, table: Table, options: ExportOptions, extension: str) -> str:
    """Return the name to save it under; browsers show JSON."""
    parts = [dataset.name]
    if extension == "csv" and table is not dataset.tables[0]:
        parts.append(table.name.replace("_", "-"))
    if options.published_on:
        parts.append(options.published_on.isoformat())
    how = "inline" if extension == "json" else "attachment"
    return f'{how}; filename="{"-".join(parts)}.{extension}"'
