"""Long tables, a piece at a time by a column that an index holds."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet


def in_pieces[Row](
    rows: QuerySet[Any, Row],
    *,
    size: int,
    column: str = "pk",
    value: Callable[[Row], object] | None = None,
    newest_first: bool = False,
) -> Iterator[Row]:
    """Yield the rows by a column without two alike, so many at a time; one query for each piece.

    A cursor that outlives its query would first be filled with all of them, texts included.
    `value` returns a row's value of the column, where the rows are no objects.
    """
    value = value or attrgetter(column)
    order, beyond = (f"-{column}", f"{column}__lt") if newest_first else (column, f"{column}__gt")
    piece = list(rows.order_by(order)[:size])
    while piece:
        yield from piece
        if len(piece) < size:
            return
        piece = list(rows.filter(**{beyond: value(piece[-1])}).order_by(order)[:size])
