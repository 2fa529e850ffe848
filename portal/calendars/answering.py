"""Sends calendar files, and tells a program that has one whether it still holds."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from portal.publishing.generation import sight


def answered(
    request: HttpRequest, make: Callable[[], bytes], *, name: str, file: str, version: int
) -> HttpResponseBase:
    """The file that `make` makes, unless the program has it: then that nothing has changed.

    `version` is raised when the same rows come out as other bytes.
    """
    # Read before the rows: a file may be newer than it says, never older.
    seen = sight()
    etag = f'"{hashlib.sha256(repr((version, name, file, seen)).encode()).hexdigest()[:32]}"'
    changed = int(seen.changed_at.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        response = HttpResponse(make(), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{file}.ics"'
        response["Access-Control-Allow-Origin"] = "*"
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    # To be kept, and asked for again each time: an entry may be moved.
    response["Cache-Control"] = "public, no-cache"
    return response
