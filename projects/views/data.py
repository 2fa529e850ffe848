"""Data files beside pages: the page's address without its last slash, and .csv, .json or .xlsx."""

import hashlib
from collections.abc import Iterable
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
from django.views.decorators.http import require_safe

from portal.publishing.generation import Sight, sight
from portal.publishing.models import Publication, Redirect
from projects.data.formats import CONTENT_TYPES, beside
from projects.data.indicators import indicator_data
from projects.data.plans import plan_data
from projects.data.projects import projects_data
from projects.data.tables import Dataset, Table
from projects.data.tasks import promises_data, tasks_data
from projects.data.wanted import Wanted
from projects.data.writing_csv import csv_pieces
from projects.data.writing_json import json_pieces
from projects.data.writing_xlsx import xlsx_pieces
from projects.models import AnnualPlan, Indicator, MasterPlan
from projects.models.evidence import UNSEEN_OF_A_SOURCE
from projects.promise_filter import PromiseFilter, public_promises

# To be raised when the same data come out as other bytes: what somebody has kept is then old.
FORMAT: Final = 1
UNSEEN_OF_PLANS = tuple(
    f"{other}__{field}"
    for other in ("amends", "replaces")
    for field in ("body", "summary", "search_vector")
)


@require_safe
def indicator(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    found = (
        Indicator.objects.public().with_first_step().filter(path=Indicator.path_of(slug)).first()
    )
    if found is None:
        return _moved(request, Indicator, slug, extension)
    try:
        wanted = Wanted.of_figures(request.GET)
    except ValidationError as error:
        return _refused(error)
    return _answered(request, indicator_data(found, wanted), wanted, extension)


@require_safe
def plan(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    found = (
        MasterPlan.objects.public()
        .select_related("evidence", "issuer", "amends", "replaces")
        .defer(*UNSEEN_OF_A_SOURCE, *UNSEEN_OF_PLANS)
        .filter(path=MasterPlan.path_of(slug))
        .first()
    )
    if found is None:
        return _moved(request, MasterPlan, slug, extension)
    return _answered(request, plan_data(found), Wanted.of_table(request.GET), extension)


@require_safe
def projects(request: HttpRequest, extension: str) -> HttpResponseBase:
    return _answered(request, projects_data(), Wanted.of_table(request.GET), extension)


@require_safe
def promises(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Those that the page shows for the same question, all its pages in one."""
    asked = PromiseFilter(request.GET or None)
    if asked.errors:
        return _refused(ValidationError(list(asked.errors.values())))
    found = asked.of_standing(asked.narrowed(public_promises()))
    wanted = Wanted.of_table(request.GET)
    return _answered(request, promises_data(found, asked.given()), wanted, extension)


@require_safe
def programme(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    found = AnnualPlan.objects.public().filter(path=AnnualPlan.path_of(slug)).first()
    if found is None:
        return _moved(request, AnnualPlan, slug, extension)
    return _answered(request, tasks_data(found), Wanted.of_table(request.GET), extension)


def _moved(
    request: HttpRequest, model: type[Publication], slug: str, extension: str
) -> HttpResponseBase:
    """Where the page has moved, its data have, too; raises Http404 where there is none."""
    target = Redirect.objects.target_of(model.path_of(slug))
    if target is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    address = beside(target, extension)
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _refused(error: ValidationError) -> HttpResponse:
    text = "\n".join(error.messages)
    return HttpResponse(f"{text}\n", status=400, content_type="text/plain; charset=utf-8")


def _answered(
    request: HttpRequest, dataset: Dataset, wanted: Wanted, extension: str
) -> HttpResponseBase:
    """The file, or word that it has not changed; its rows are read while it is sent."""
    # Read before the rows: a file may be newer than it says, never older.
    seen = sight()
    try:
        table = _table(dataset, wanted.table if extension == "csv" else "")
    except ValidationError as error:
        return _refused(error)
    etag = _etag(dataset, wanted, extension, seen)
    changed = _changed(dataset, seen)
    response: Any = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        pieces = () if request.method == "HEAD" else _pieces(dataset, table, wanted, extension)
        response = StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[extension])
        response["Content-Disposition"] = _disposition(dataset, table, wanted, extension)
        # Anybody may read it, so any page may fetch it.
        response["Access-Control-Allow-Origin"] = "*"
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    # To be kept, and asked for again each time: the page may be withdrawn.
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


def _changed(dataset: Dataset, seen: Sight) -> int:
    """The second of the last change, be it that a new day began."""
    moments = [seen.changed_at]
    if dataset.true_on is not None:
        moments.append(timezone.make_aware(datetime.combine(dataset.true_on, time.min)))
    return int(max(moments).timestamp())


def _etag(dataset: Dataset, wanted: Wanted, extension: str, seen: Sight) -> str:
    told = [(fact.column.name, fact.value) for fact in dataset.facts]
    codebook = list(dataset.codebook().rows())
    whole = repr((FORMAT, extension, wanted, seen, told, codebook))
    return f'"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"'


def _pieces(dataset: Dataset, table: Table, wanted: Wanted, extension: str) -> Iterable[bytes]:
    if extension == "csv":
        return csv_pieces(table, with_mark=wanted.with_mark)
    if extension == "json":
        return json_pieces(dataset)
    return xlsx_pieces(dataset)


def _disposition(dataset: Dataset, table: Table, wanted: Wanted, extension: str) -> str:
    """The name to save it under; browsers show JSON."""
    parts = [dataset.name]
    if extension == "csv" and table is not dataset.tables[0]:
        parts.append(table.name.replace("_", "-"))
    if wanted.published_on:
        parts.append(wanted.published_on.isoformat())
    how = "inline" if extension == "json" else "attachment"
    return f'{how}; filename="{"-".join(parts)}.{extension}"'
