"""Data as CSV in the form of RFC 4180, and as JSON: numbers have a point, days are ISO 8601."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any, Final

from portal.exchange.datafiles.tables import Cells, Dataset, Table
from portal.exchange.sheets import writing

# How many rows are sent in one piece.
_LINES: Final = 250


def csv_pieces(table: Table, *, with_mark: bool = False) -> Iterator[bytes]:
    """Yield the table in pieces; no text in it is a formula to a spreadsheet program."""
    header = [column.name for column in table.columns]
    cells = (map(_cell, row) for row in table.rows())
    yield from writing.csv_pieces(chain([header], cells), with_mark=with_mark)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return writing.safe_cell(value)
    return str(plain(value))


def json_pieces(dataset: Dataset) -> Iterator[bytes]:
    """Yield facts, codebook and tables, a row a line; numbers are texts that keep their digits."""
    for piece in _texts(dataset):
        yield piece.encode()


def _texts(dataset: Dataset) -> Iterator[str]:
    codebook = dataset.codebook()
    names = [column.name for column in codebook.columns]
    head = {fact.column.name: plain(fact.value) for fact in dataset.facts}
    head["codebook"] = [dict(zip(names, row, strict=True)) for row in codebook.rows()]
    # The facts' own closing bracket comes last.
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    for table in dataset.tables:
        yield f",\n {json.dumps(table.name)}: ["
        yield from _rows(table)
        yield "\n ]"
    yield "\n}\n"


def _rows(table: Table) -> Iterator[str]:
    names = [column.name for column in table.columns]
    lines: list[str] = []
    before = "\n  "
    for row in table.rows():
        lines.append(before + _object(names, row))
        before = ",\n  "
        if len(lines) >= _LINES:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


def _object(names: list[str], row: Cells) -> str:
    cells = {name: plain(value) for name, value in zip(names, row, strict=True)}
    return json.dumps(cells, ensure_ascii=False)


def plain(value: object) -> Any:
    """Return numbers as texts that keep their digits, days as ISO 8601, all else as it is."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value
