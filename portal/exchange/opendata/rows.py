"""The rows of a data set as JSON: one by its id, or many, each page behind the last one before."""

import json
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.options import CONTENT_TYPES
from portal.exchange.datafiles.writing import plain
from portal.exchange.opendata.descriptions import full, licence_address
from portal.exchange.opendata.sets import OpenSet, first_table, open_sets
from portal.kit.moments import midnight
from portal.kit.origins import for_all_origins
from portal.kit.text.numbers import MAX_KEY, parse_key
from portal.publishing.conditional import conditional_response

# How many rows a page has, unless the question says so, and at most.
USUAL: Final = 100
MAX_ROWS: Final = 500
# The form that RFC 9457 has for errors.
PROBLEM: Final = "application/problem+json"

type Row = dict[str, Any]


@for_all_origins
def rows(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Answer with a page of rows in the order of their ids, and the address of the next one."""
    open_set = open_sets().get(slug)
    if open_set is None:
        return problem(404, _("There is no such data set."))
    try:
        after = _number(request.GET, "sau", least=0, most=MAX_KEY, usual=0)
        limit = _number(request.GET, "so-dong", least=1, most=MAX_ROWS, usual=USUAL)
    except ValidationError as error:
        return problem(400, " ".join(error.messages))
    return _conditional(request, open_set, (after, limit), lambda: _page(open_set, after, limit))


@for_all_origins
def row(request: HttpRequest, slug: str, pk: str) -> HttpResponseBase:
    """Answer with one row, at an address that stays its own."""
    open_set, key = open_sets().get(slug), parse_key(pk)
    found = _read(open_set, [key]) if open_set and key is not None else []
    if open_set is None or key is None or not found:
        return problem(404, _("There is no such row, or it is not public."))
    return _conditional(request, open_set, (key,), lambda: {"data": found[0]})


def problem(status: int, detail: str) -> HttpResponse:
    """Return what is wrong with the query, for machines and for the people behind them."""
    values = {"title": _("Not answered"), "status": status, "detail": detail}
    return _answer(json.dumps(values, ensure_ascii=False), PROBLEM, status)


def json_response(data: object, content_type: str = CONTENT_TYPES["json"]) -> HttpResponse:
    """Return the data as JSON."""
    return _answer(json.dumps(data, ensure_ascii=False, indent=1) + "\n", content_type)


def _answer(text: str, content_type: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type=content_type)


def _page(open_set: OpenSet, after: int, limit: int) -> Row:
    behind = open_set.queryset().filter(pk__gt=after).order_by("pk")
    # One more than asked for tells of a next page.
    keys = list(behind.values_list("pk", flat=True)[: limit + 1])
    further = keys[limit:]
    shown = keys[:limit]
    query = urlencode({"sau": shown[-1], "so-dong": limit}) if further else ""
    return {
        "title": str(open_set.title),
        "version": open_set.version,
        "licence": licence(),
        "licence_address": licence_address(),
        "codebook": full(open_set.path),
        "data": _read(open_set, shown),
        "next": f"{full(open_set.rows_path)}?{query}" if query else None,
    }


def _read(open_set: OpenSet, keys: list[int]) -> list[Row]:
    """Return the rows of these ids that are public, as objects, in the order of the ids."""
    _table, columns = first_table(open_set.slug)
    names = [column.name for column in columns]
    return [dict(zip(names, map(plain, cells), strict=True)) for cells in open_set.cells(keys)]


def _conditional(
    request: HttpRequest, open_set: OpenSet, query: tuple[int, ...], make: Callable[[], Row]
) -> HttpResponse:
    # States of promises and documents change with the day, with nobody writing anything.
    today = timezone.localdate()
    return conditional_response(
        request,
        (open_set.slug, open_set.version, query, today),
        make=lambda: json_response(make()),
        changed_at=midnight(today),
    )


def _number(query: QueryDict, name: str, *, least: int, most: int, usual: int) -> int:
    """Return a whole number of the query; raise ValidationError with what to write instead."""
    number = parse_key(query.get(name, str(usual)), max_value=most)
    if number is None or number < least:
        values = {"name": name, "least": least, "most": most}
        message = _("“%(name)s” is a whole number from %(least)s to %(most)s.")
        raise ValidationError(message % values)
    return number
