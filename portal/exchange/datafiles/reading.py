"""Rows of any number, read in pieces along an index: no more of them than their columns need."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from portal.exchange.datafiles.tables import (
    Cells,
    Column,
    Computed,
    Fact,
    Kind,
    Related,
    Table,
    Words,
)
from portal.publishing.models import Publication

# No query reads more rows than this; none is open while a slow line takes its time.
PIECE = 2_000
# The first one is short, so that the first bytes come as soon for many rows as for few.
FIRST_PIECE = 500
type Record = dict[str, Any]
type Loaded = dict[Callable[[set[Any]], Mapping[Any, Any]], Mapping[Any, Any]]
type Columns = Sequence[Column]


def table_of(
    name: str, title: Words, columns: tuple[Column, ...], rows: QuerySet[Model], *order: str
) -> Table:
    """Return a table of the rows in the order, which tells any two apart."""

    def cells() -> Iterator[Cells]:
        for piece in in_pieces(rows, *order, fields=fields_of(columns)):
            yield from cells_of(piece, columns)

    return Table(name, title, columns, cells)


def in_pieces(
    rows: QuerySet[Model], *order: str, fields: Iterable[str], size: int = PIECE
) -> Iterator[list[Record]]:
    """Yield the rows as dictionaries in the order, which tells any two apart, piece by piece.

    Each query begins behind the last row of the one before, so that a row far down costs as much
    as the first; a cursor that outlives its query would first be filled with all of them.
    """
    names = [name.removeprefix("-") for name in order]
    records = rows.order_by(*order).values(*dict.fromkeys([*fields, *names]))
    limit = min(FIRST_PIECE, size)
    piece: list[Record] = list(records[:limit])
    while piece:
        yield piece
        if len(piece) < limit:
            return
        last, limit = [piece[-1][name] for name in names], size
        piece = list(records.filter(behind(order, last))[:limit])


def behind(order: Iterable[str], last: Iterable[object]) -> Q:
    """Return the condition that a row comes after the one with these values in the order."""
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


def fields_of(columns: Columns) -> list[str]:
    """Return the fields that the values of the columns are made of, each once."""
    return list(dict.fromkeys(name for column in columns for name in _fields(column)))


def records_of(rows: Iterable[object], columns: Columns) -> list[Record]:
    """Return what the columns need of rows that have been read, as `values()` would."""
    fields = fields_of(columns)
    return [{name: _attribute(row, name) for name in fields} for row in rows]


def cells_of(records: Sequence[Record], columns: Columns) -> Iterator[Cells]:
    """Yield the cells of each record; what stands elsewhere is loaded for all of them at once."""
    loaded = _load(records, columns)
    for record in records:
        yield tuple(_cell(column, record, loaded) for column in columns)


def facts_of_row(row: object, columns: Columns) -> tuple[Fact, ...]:
    """Return the cells of a row as facts."""
    [cells] = cells_of(records_of([row], columns), columns)
    return tuple(map(Fact, columns, cells))


def public_pages(keys: set[int]) -> dict[int, Publication]:
    """Return the pages that anybody may read, by key; of the others nothing is said."""
    rows = Publication.objects.public().filter(pk__in=keys).only("path", "title")
    return {row.pk: row for row in rows}


def page_address(field: str) -> Related:
    """Return the value of a column that has the address of the page that a field names."""
    return Related(field, public_pages, attrgetter("path"))


def page_title(field: str) -> Related:
    """Return the value of a column that has the title of the page that a field names."""
    return Related(field, public_pages, attrgetter("title"))


def from_instance[M: Model](
    model: type[M], function: Callable[[M], object], *fields: str
) -> Computed:
    """Return a value that the function makes of an instance that has no more than these fields."""

    def of_values(*values: object) -> Any:
        return function(model(**dict(zip(fields, values, strict=True))))

    return Computed(of_values, fields)


def without_zeros(value: Decimal | None) -> Decimal | None:
    """Return a number without the zeros that its field adds: 35 and not 35.000."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _fields(column: Column) -> tuple[str, ...]:
    match column.value:
        case Computed(fields=fields):
            return fields
        case Related(field=field):
            return (field,)
        case path:
            return (path or column.name,)


def _attribute(row: object, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name) if row is not None else None
    return row


def _load(records: Sequence[Record], columns: Columns) -> Loaded:
    """Return the rows that the records name, by key, under the function that loads them."""
    keys: dict[Callable[[set[Any]], Mapping[Any, Any]], set[Any]] = {}
    for column in columns:
        if isinstance(column.value, Related):
            found = {record[column.value.field] for record in records} - {None}
            keys.setdefault(column.value.load, set()).update(found)
    return {load: load(of_rows) if of_rows else {} for load, of_rows in keys.items()}


def _cell(column: Column, record: Record, loaded: Loaded) -> Any:
    value = column.value
    if isinstance(value, Computed):
        found = value.function(*[record[name] for name in value.fields])
    elif isinstance(value, Related):
        row = loaded[value.load].get(record[value.field])
        found = None if row is None else value.function(row)
    else:
        found = record[value or column.name]
    return _of_kind(column.kind, found)


def _of_kind(kind: Kind, value: object) -> Any:
    """Return the value as files have it: no empty text, full addresses, times of the province."""
    if isinstance(value, str):
        is_path = kind == Kind.ADDRESS and value.startswith("/")
        return settings.SITE_URL + value if is_path else value or None
    if isinstance(value, datetime):
        moment = timezone.localtime(value)
        return moment.date() if kind == Kind.DATE else moment
    return value
