"""Answers that programs keep and ask for again: whole, or word that nothing has changed."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from portal.publishing.generation import content_state


def conditional_response(
    request: HttpRequest, *told: object, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """What `make` makes, unless the asker has it: it depends on what the public sees and `told`."""
    # Read before the rows: an answer may be newer than it says, never older.
    seen = content_state()
    etag = f'"{hashlib.sha256(repr((told, seen)).encode()).hexdigest()[:32]}"'
    changed = int(seen.changed_at.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=changed) or make()
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    # To be kept, and asked for again each time: a page may be withdrawn.
    response["Cache-Control"] = "public, no-cache"
    return response
