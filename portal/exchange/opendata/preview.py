"""How many rows a data set has, and what the first of them look like: before it is fetched."""

from dataclasses import dataclass
from typing import Final

from portal.exchange.datafiles.tables import SAMPLE
from portal.exchange.datafiles.writing import plain
from portal.exchange.opendata.sets import OpenSet, first_table

SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as the files have it."""

    cells: list[str]
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The number of rows of a set, and the first ones in the order of their ids."""

    total: int
    columns: list[str]
    rows: list[PreviewRow]


def preview_of(open_set: OpenSet) -> Preview:
    """Return what is to be seen of a set; two queries beside those of the cells."""
    rows = open_set.queryset()
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:SHOWN])
    names = [column.name for column in first_table(open_set.slug)[1]]
    mark = names.index(SAMPLE.name) if SAMPLE.name in names else None
    shown = [
        PreviewRow(list(map(_written, cells)), mark is not None and bool(cells[mark]))
        for cells in (open_set.cells(keys) if keys else [])
    ]
    return Preview(rows.count(), names, shown)


def _written(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(plain(value))
