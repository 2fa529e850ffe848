"""Batches of rows that wait in a change, told in tables for who has to approve them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.module_loading import import_string

from portal.publishing.models import Publication, Revision


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row that waits: what it would say and, where that differs, what holds now."""

    text: str
    old: str = ""
    # Nothing holds yet where this would stand.
    is_new: bool = False
    path: str = ""


@dataclass(frozen=True, slots=True)
class BatchTable:
    """The rows of one batch, each with a cell under each heading."""

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(publication: Publication, version: Revision | None) -> list[BatchTable]:
    """Return the batches of a version, by the functions that its kind names in BATCH_TABLES.

    Such a function is called with the page, the rows, and the moment that the rows are compared
    at: when the change was decided on, None where it waits. Call this outside a dry run.
    """
    batches: dict[str, list[dict[str, object]]] = version.data.get("batches", {}) if version else {}
    if version is None or not any(batches.values()):
        return []
    decided = version.change_set.decided_at if version.change_set else None
    return [
        _table(publication, name, rows, decided) for name, rows in sorted(batches.items()) if rows
    ]


def _table(
    publication: Publication, name: str, rows: list[dict[str, object]], decided: datetime | None
) -> BatchTable:
    if name not in publication.BATCH_TABLES:
        return _unmentioned(name, rows)
    describe: Any = import_string(publication.BATCH_TABLES[name])
    table: BatchTable = describe(publication, rows, decided)
    return table


def _unmentioned(name: str, rows: list[dict[str, object]]) -> BatchTable:
    """Return the rows as they are kept.

    Better than that somebody approves what they have not seen.
    """
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    cells = tuple(tuple(Cell(str(row.get(column, ""))) for column in columns) for row in rows)
    return BatchTable(f"{name} ({len(rows)})", columns, cells)
