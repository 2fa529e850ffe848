"""Statements that PostgreSQL plans once for each connection, run with other values.

Of a query over several tables it takes longer to find the way than to go it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2.extensions import AsIs

type Value = str | int | date | datetime | list[str]
# A name where a value goes, else a constant in a tuple.
type Param = str | tuple[object]

_TYPES: Final = {
    str: "text", int: "bigint", date: "date", datetime: "timestamptz", list: "text[]",
}  # fmt: skip


class Statement:
    """A statement with named values; `kinds` says of which type each of them is."""

    def __init__(self, sql: str, params: Sequence[Param], kinds: Mapping[str, type]) -> None:
        self._sql, self._params, self._kinds = sql, params, kinds
        self._places = ", ".join("%s" for _ in kinds)
        described = repr((sql, params, list(kinds.items())))
        self.name = self._first = f"prepared_{hashlib.sha256(described.encode()).hexdigest()[:24]}"

    def bind(
        self, connection: BaseDatabaseWrapper, values: Mapping[str, Value]
    ) -> tuple[str, tuple[Any, ...]]:
        """Return what is executed for these values, over a connection that knows it by now.

        Behind a pooler that gives each transaction another connection nothing can be prepared;
        Django's own setting for those says so.
        """
        if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            params = (values[each] if isinstance(each, str) else each[0] for each in self._params)
            return self._sql, tuple(params)
        # As Django does before each query: what it knows is another's after a reconnection.
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        known, name = _known.setdefault(connection.connection, set()), self.name
        if name not in known:
            self._prepare(connection.connection, name)
            known.add(name)
        return f"EXECUTE {name} ({self._places})", tuple(values[each] for each in self._kinds)

    def prepare_anew(self) -> None:
        """Let each connection prepare it once more: a migration has changed what it answers.

        Under another name, for in a transaction that has failed nobody can take the first away.
        """
        self.name = f"{self._first}_{next(_numbers)}"

    def _prepare(self, raw: Any, name: str) -> None:
        """Let the server know the statement; no query of a page, but once for a connection."""
        numbers = {each: AsIs(f"${place}") for place, each in enumerate(self._kinds, start=1)}
        params = [numbers[each] if isinstance(each, str) else each[0] for each in self._params]
        types = ", ".join(_TYPES[kind] for kind in self._kinds.values())
        with raw.cursor() as cursor:
            body = cursor.mogrify(self._sql, params).decode()
            cursor.execute(f"PREPARE {name} ({types}) AS {body}")


_numbers: Final = count(2)
# Which statements each connection to the server knows; they end with it.
_known: Final[WeakKeyDictionary[Any, set[str]]] = WeakKeyDictionary()
