"""Statements that PostgreSQL plans once for each connection, run with other values.

Of a query over several tables it takes longer to find the way than to go it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
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
        places = ", ".join("%s" for _ in kinds)
        described = repr((sql, params, list(kinds.items())))
        self.name = f"prepared_{hashlib.sha256(described.encode()).hexdigest()[:24]}"
        self._call = f"EXECUTE {self.name} ({places})"

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
        known = _known.setdefault(connection.connection, set())
        if self.name not in known:
            self._prepare(connection.connection)
            known.add(self.name)
        return self._call, tuple(values[name] for name in self._kinds)

    def _prepare(self, raw: Any) -> None:
        """Let the server know the statement; no query of a page, but once for a connection."""
        numbers = {name: AsIs(f"${place}") for place, name in enumerate(self._kinds, start=1)}
        params = [numbers[each] if isinstance(each, str) else each[0] for each in self._params]
        types = ", ".join(_TYPES[kind] for kind in self._kinds.values())
        with raw.cursor() as cursor:
            body = cursor.mogrify(self._sql, params).decode()
            cursor.execute(f"PREPARE {self.name} ({types}) AS {body}")


# Which statements each connection to the server knows; they end with it.
_known: Final[WeakKeyDictionary[Any, set[str]]] = WeakKeyDictionary()
