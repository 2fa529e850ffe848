"""Rows of any number, read in pieces along an index, and the pages that they name."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.publishing.models import Publication

# No query reads more rows than this; none is open while a slow line takes its time.
PIECE = 2_000
# The first one is short, so that the first bytes come as soon for many rows as for few.
FIRST_PIECE = 500
type Record = dict[str, Any]


def in_pieces(
    rows: QuerySet[Any], *order: str, fields: Iterable[str], size: int = PIECE
) -> Iterator[list[Record]]:
    """The rows as dictionaries in the order, which tells any two apart, some thousands a query.

    Each query begins behind the last row of the one before, so that a row far down costs as much
    as the first; a cursor that outlives its query would first be filled with all of them.
    """
    names = [name.removeprefix("-") for name in order]
    wanted = rows.order_by(*order).values(*dict.fromkeys([*fields, *names]))
    most = min(FIRST_PIECE, size)
    piece: list[Record] = list(wanted[:most])
    while piece:
        yield piece
        if len(piece) < most:
            return
        last, most = [piece[-1][name] for name in names], size
        piece = list(wanted.filter(behind(order, last))[:most])


def behind(order: Iterable[str], last: Iterable[Any]) -> Q:
    """The condition that a row comes after the one with these values in the order."""
    names = list(order)
    first, value = names[0], next(values := iter(last))
    name, side = (first[1:], "lt") if first.startswith("-") else (first, "gt")
    rest = names[1:]
    if not rest:
        return Q(**{f"{name}__{side}": value})
    # The first bound is what an index can begin at; it cannot at an OR.
    return Q(**{f"{name}__{side}e": value}) & (
        Q(**{f"{name}__{side}": value}) | (Q(**{name: value}) & behind(rest, values))
    )


def public_pages(keys: Iterable[int | None]) -> dict[int | None, Publication]:
    """The pages that anybody may read, by key; of the others nothing is said."""
    wanted = {key for key in keys if key is not None}
    rows = Publication.objects.public().filter(pk__in=wanted).only("path", "title")
    return {row.pk: row for row in rows} if wanted else {}


def address(page: Publication | None) -> str | None:
    """The full address of a page."""
    return settings.SITE_URL + page.path if page else None


def title(page: Publication | None) -> str | None:
    return page.title if page else None


def local(moment: datetime) -> datetime:
    """A moment as the clocks of the province have it."""
    return timezone.localtime(moment)


def last_changed(record: Record) -> datetime:
    """Return a public page's `last_changed_at`, of a record with both its moments."""
    return local(max(record["updated_at"], record["published_at"]))
