"""A table as CSV in the form of RFC 4180, for machines: numbers have a point, days are ISO."""

import csv
from collections.abc import Iterator
from typing import Any, Final

from portal.exchange.datafiles.plain import plain
from portal.exchange.datafiles.tables import Table
from portal.exchange.sheets.writing import safe_cell

# Excel reads UTF-8 as such only behind this.
MARK: Final = "\ufeff"
_LINES: Final = 250


class _Line:
    """A file to the CSV writer that hands back what it is told to write."""

    def write(self, text: str) -> str:
        return text


def csv_pieces(table: Table, *, with_mark: bool = False) -> Iterator[bytes]:
    """The table in pieces of many rows; no text in it is a formula to a spreadsheet program."""
    write = csv.writer(_Line()).writerow
    lines = [MARK] if with_mark else []
    lines.append(write([column.name for column in table.columns]))
    for row in table.rows():
        lines.append(write([_cell(value) for value in row]))
        if len(lines) >= _LINES:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe_cell(value)
    return str(plain(value))
