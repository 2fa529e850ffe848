"""Rows into a table through COPY, PostgreSQL's way for many rows at once."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, repeat
from typing import Final

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import DatabaseDefault

_NULL: Final = r"\N"


def copy_rows(
    connection: BaseDatabaseWrapper,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> int:
    """Add the rows to the table and return how many; the database's constraints hold as ever.

    Part of the transaction that the connection is in. Raises ValueError for a text that PostgreSQL
    cannot keep: one with a NUL or with half a surrogate pair.
    """
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    statement = f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN"
    stream = _Stream(map(copy_line, rows))
    with connection.cursor() as cursor:
        try:
            with connection.wrap_database_errors:
                cursor.copy_expert(statement, stream)
        except DatabaseError as error:
            # The driver only says that reading failed; the reader knows why.
            raise stream.error or error from None
        return int(cursor.rowcount)


def copy_line(row: Sequence[object]) -> bytes:
    """Return a row in COPY's text format, with its line break."""
    try:
        line = "\t".join(map(_written, row)).encode()
    except UnicodeEncodeError as error:
        raise ValueError("Half a surrogate pair is no text.") from error
    if b"\0" in line:
        raise ValueError("A NUL cannot be stored.")
    return line + b"\n"


def _written(value: object) -> str:
    if value is None:
        return _NULL
    if isinstance(value, str):
        return _escaped(value)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int):
        # Django's choices are ints and texts too; their plain value is what the column holds.
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return _escaped(json.dumps(value, ensure_ascii=False))
    hint = " Give the field a default, too." if isinstance(value, DatabaseDefault) else ""
    raise TypeError(f"COPY has no rule for {type(value).__name__}.{hint}")


def _escaped(text: str) -> str:
    # The backslash first, before others bring new ones; `translate` is many times slower.
    text = text.replace("\\", r"\\").replace("\n", r"\n")
    return text.replace("\t", r"\t").replace("\r", r"\r")


class _Stream:
    """A file to read from, filled with lines only as far as it is read."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        # The endless tail of nothing says that the file ends.
        self._lines: Iterator[bytes] = chain(lines, repeat(b""))
        self._rest = b""
        self.error: Exception | None = None

    def read(self, size: int) -> bytes:
        pieces, length = [self._rest], len(self._rest)
        try:
            while length < size and (line := next(self._lines)):
                pieces.append(line)
                length += len(line)
        except Exception as error:
            self.error = error
            raise
        joined = b"".join(pieces)
        self._rest = joined[size:]
        return joined[:size]
