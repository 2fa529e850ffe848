"""A data set as JSON: its facts, its codebook, and each table as a list of objects."""

import json
from collections.abc import Iterator
from typing import Any, Final

from portal.exchange.datafiles.plain import plain
from portal.exchange.datafiles.tables import Dataset, Table

_LINES: Final = 250


def json_pieces(dataset: Dataset) -> Iterator[bytes]:
    """The whole in pieces, a row a line; numbers are texts, so that they keep their digits."""
    for piece in _pieces(dataset):
        yield piece.encode()


def _pieces(dataset: Dataset) -> Iterator[str]:
    codebook = dataset.codebook()
    names = [column.name for column in codebook.columns]
    told = {fact.column.name: plain(fact.value) for fact in dataset.facts}
    told["codebook"] = [dict(zip(names, row, strict=True)) for row in codebook.rows()]
    # The facts' own closing bracket comes last.
    yield json.dumps(told, ensure_ascii=False, indent=1).removesuffix("\n}")
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


def _object(names: list[str], row: tuple[Any, ...]) -> str:
    cells = {name: plain(value) for name, value in zip(names, row, strict=True)}
    return json.dumps(cells, ensure_ascii=False)
