"""Answers that programs keep and ask for again: the content, or word that nothing has changed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from portal.kit.postgres.prepared import Prepared
from portal.pagecache.models import Generation
from portal.pagecache.store import settings_mark
from portal.publishing.models import Publication


@dataclass(frozen=True, slots=True)
class ContentState:
    """What the public sees at a moment: two that are equal show the same."""

    number: int
    # When a page last appeared and last disappeared by itself: nothing moves the number on then.
    appeared_at: datetime | None
    expired_at: datetime | None
    changed_at: datetime
    # Whether samples are shown, what the site is called: the rows are as before.
    settings: str


def _state(at: datetime) -> QuerySet[Generation]:
    appeared = Publication.objects.public(at).newest().values("published_at")
    expired = Publication.objects.filter(expires_at__lte=at).order_by("-expires_at")
    lapsed = Publication.objects.filter(lapses_at__lte=at).order_by("-lapses_at")
    return Generation.objects.filter(pk=1).annotate(
        appeared_at=Subquery(appeared[:1]),
        expired_at=Greatest(
            Subquery(expired.values("expires_at")[:1]), Subquery(lapsed.values("lapses_at")[:1])
        ),
    )


_row_of_state = Prepared(_state, at=datetime)


def content_state(at: datetime | None = None) -> ContentState:
    """Return what the public sees now (or at a moment), in one query."""
    now = at or timezone.now()
    row: Any = _row_of_state.first(at=now)  # with what is annotated
    if row is None:
        return ContentState(0, None, None, now, settings_mark())
    moments = [row.moved_at, row.appeared_at, row.expired_at]
    return ContentState(
        row.number,
        row.appeared_at,
        row.expired_at,
        max(moment for moment in moments if moment is not None),
        settings_mark(),
    )


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
    # Weak, for it comes in several encodings; so, and with Vary, a 304 too (RFC 9110, 15.4.5).
    response["ETag"], response["Last-Modified"] = f"W/{etag}", http_date(changed)
    patch_vary_headers(response, ("Accept-Encoding",))
    # To be kept, and asked for again each time: a page may be withdrawn.
    response["Cache-Control"] = "public, no-cache"
    return response


def etag_of(*depends_on: object) -> str:
    """Return the ETag of an answer that depends on nothing else."""
    return f'"{hashlib.sha256(repr(depends_on).encode()).hexdigest()[:32]}"'
