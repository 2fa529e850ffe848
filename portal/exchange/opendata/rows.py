"""The rows of a data set as JSON: one by its id, or many, each page behind the last one before."""

import hashlib
import json
from datetime import datetime, time
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.formats import CONTENT_TYPES
from portal.exchange.datafiles.plain import plain
from portal.exchange.datafiles.responses import conditional_file_response
from portal.exchange.opendata.described import full, licence_address
from portal.exchange.opendata.sets import OpenSet, first_table, open_sets
from portal.kit.text.numbers import parse_key
from portal.publishing.generation import content_state

# How many rows a page has, unless the question says so, and at most.
USUAL: Final = 100
MAX_ROWS: Final = 500
_LARGEST_ID: Final = 2**63 - 1
# The form in which RFC 9457 has errors told.
PROBLEM: Final = "application/problem+json"

type Row = dict[str, Any]


@require_safe
def rows(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A page of rows in the order of their ids, and the address of the next one."""
    found = open_sets().get(slug)
    if found is None:
        return problem(404, _("There is no such data set."))
    try:
        after = _number(request.GET, "sau", least=0, most=_LARGEST_ID, usual=0)
        limit = _number(request.GET, "so-dong", least=1, most=MAX_ROWS, usual=USUAL)
    except ValidationError as error:
        return problem(400, " ".join(error.messages))
    return _kept(request, found, (after, limit), lambda: _page(found, after, limit))


@require_safe
def row(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """One row, at an address that stays its own."""
    found = open_sets().get(slug)
    told = _read(found, [pk]) if found and pk <= _LARGEST_ID else []
    if found is None or not told:
        return problem(404, _("There is no such row, or it is not public."))
    return _kept(request, found, (pk,), lambda: {"data": told[0]})


def problem(status: int, detail: str) -> HttpResponse:
    """What is wrong with the question, for machines and for the people behind them."""
    told = {"title": _("Not answered"), "status": status, "detail": detail}
    text = json.dumps(told, ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type=PROBLEM)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def json_answer(told: Any, content_type: str = CONTENT_TYPES["json"]) -> HttpResponse:
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return HttpResponse(f"{text}\n", content_type=content_type)


def _page(found: OpenSet, after: int, limit: int) -> Row:
    behind = found.found().filter(pk__gt=after).order_by("pk")
    # One more than asked for tells of a next page.
    keys = list(behind.values_list("pk", flat=True)[: limit + 1])
    further = keys[limit:]
    shown = keys[:limit]
    query = urlencode({"sau": shown[-1], "so-dong": limit}) if further else ""
    return {
        "title": str(found.title),
        "version": found.version,
        "licence": licence(),
        "licence_address": licence_address(),
        "codebook": full(found.path),
        "data": _read(found, shown),
        "next": f"{full(found.rows_path)}?{query}" if query else None,
    }


def _read(found: OpenSet, keys: list[int]) -> list[Row]:
    """The rows of these ids that are public, as objects, in the order of the ids."""
    _table, columns = first_table(found.slug)
    names = [column.name for column in columns]
    cells = sorted(found.cells(found.found().filter(pk__in=keys)), key=lambda each: each[0])
    return [dict(zip(names, map(plain, each), strict=True)) for each in cells]


def _kept(request: HttpRequest, found: OpenSet, asked: Any, make: Any) -> HttpResponseBase:
    seen, today = content_state(), timezone.localdate()
    # States of promises and documents change with the day, with nobody writing anything.
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    whole = repr((found.slug, found.version, asked, seen, today))
    etag = f'"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"'
    changed = int(max(seen.changed_at, midnight).timestamp())
    return conditional_file_response(
        request, lambda: json_answer(make()), etag=etag, changed=changed
    )


def _number(query: QueryDict, name: str, *, least: int, most: int, usual: int) -> int:
    """A whole number of the question; raises ValidationError with what to write instead."""
    number = parse_key(query.get(name, str(usual)), max_value=most)
    if number is None or number < least:
        told = {"name": name, "least": least, "most": most}
        raise ValidationError(_("“%(name)s” is a whole number from %(least)s to %(most)s.") % told)
    return number
