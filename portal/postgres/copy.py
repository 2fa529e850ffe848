"""Loads many rows at once through PostgreSQL's COPY."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy_rows(
    connection: BaseDatabaseWrapper,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> int:
    """Add `rows` (values in the order of `columns`) to `table`; how many there were.

    Runs in the connection's transaction; rows may be a generator of any length.
    """
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    stream = _Lines(_line(row) for row in rows)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {quote(table)} ({names}) FROM STDIN", stream)
        return int(cursor.rowcount)


def _line(row: Sequence[Any]) -> str:
    return "\t".join(map(_text, row)) + "\n"


def _text(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    return str(value).translate(_ESCAPES)


class _Lines:
    """The file that COPY reads: lines that are made as they are asked for."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def read(self, size: int = 8192) -> bytes:
        parts = [self._rest]
        length = len(self._rest)
        while length < size:
            line = next(self._lines, None)
            if line is None:
                break
            parts.append(line.encode())
            length += len(parts[-1])
        text = b"".join(parts)
        self._rest = text[size:]
        return text[:size]
