"""Answers that programs keep and ask for again: the content, or word that nothing has changed."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from portal.publishing.generation import content_state


def conditional_response[R: HttpResponseBase](
    request: HttpRequest,
    *depends_on: object,
    make: Callable[[], R],
    changed_at: datetime | None = None,
) -> R | HttpResponse:
    """Return what `make` makes of public content and `depends_on`, or 304 for who has it already.

    `changed_at` is when anything but the content last changed.
    """
    # Read before the rows: an answer may be newer than it says, never older.
    state = content_state()
    changed = max(state.changed_at, changed_at or state.changed_at)
    return response_unless_known(
        request, make, etag=etag_of(*depends_on, state), changed_at=changed
    )


def response_unless_known[R: HttpResponseBase](
    request: HttpRequest, make: Callable[[], R], *, etag: str, changed_at: datetime
) -> R | HttpResponse:
    """Return what `make` makes, or 304 for who has what bears this ETag."""
    changed = int(changed_at.timestamp())
    known = get_conditional_response(request, etag=etag, last_modified=changed)
    response = known or make()
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    # To be kept, and asked for again each time: a page may be withdrawn.
    response["Cache-Control"] = "public, no-cache"
    return response


def etag_of(*depends_on: object) -> str:
    """Return the ETag of an answer that depends on nothing else."""
    return f'"{hashlib.sha256(repr(depends_on).encode()).hexdigest()[:32]}"'
