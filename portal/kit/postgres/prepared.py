"""Querysets that never change their shape: built, compiled and planned once, run with other values.

Building and compiling a queryset of a page takes Django several times as long as PostgreSQL takes
to answer it, and of that again most is planning.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from copy import copy
from datetime import UTC, date, datetime
from threading import Lock
from types import SimpleNamespace
from typing import Any, Final

from django.core.signals import setting_changed
from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

from portal.kit.postgres.statements import Param, Statement, Value

# What stands for a value while the queryset is compiled; found again among its parameters.
_MARKS: Final[dict[type, Callable[[int], Value]]] = {
    str: lambda number: f"prepared-value-{number}",
    int: lambda number: 2_147_480_000 + number,
    date: lambda number: date(1, 2, 1 + number),
    datetime: lambda number: datetime(1, 1, 1 + number, tzinfo=UTC),
}


class Prepared[M: Model]:
    """A queryset as a function of named values: `Prepared(build, slug=str, at=datetime)`.

    `build` is called once, with marks in place of the values, and must put each value into the
    query as it is. Nothing can be prefetched.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], **kinds: type) -> None:
        self._build, self._kinds = build, kinds
        self._lock = Lock()
        self._compiled: _Compiled[M] | None = None
        # A rule may hang on a setting, which tests change.
        setting_changed.connect(self._forget)

    def __call__(self, **values: Value) -> list[M]:
        """Return the rows for these values."""
        compiled = self._compiled
        if compiled is None:
            with self._lock:
                compiled = self._compiled = self._compiled or _Compiled(self._build, self._kinds)
        try:
            return list(compiled.rows(values))
        except NotSupportedError:
            # PostgreSQL refuses a statement whose columns have another type than when it was made.
            compiled.prepare_anew()
            if connections[DEFAULT_DB_ALIAS].in_atomic_block:
                raise
            return list(compiled.rows(values))

    def _forget(self, **_signal: object) -> None:
        self._compiled = None

    def first(self, **values: Value) -> M | None:
        """Return the first row for these values, or None."""
        return next(iter(self(**values)), None)


class PreparedText:
    """The SQL of a queryset as a function of named values, compiled once but planned each time.

    For what PostgreSQL has to plan by the values, and for statements that say more.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **kinds: type) -> None:
        self._build, self._kinds = build, kinds
        self._known: tuple[str, list[Param]] | None = None
        setting_changed.connect(self._forget)

    def __call__(self, **values: Value) -> tuple[str, list[object]]:
        """Return the statement and its parameters for these values."""
        sql, params = self._known = self._known or self._compile()
        return sql, [values[each] if isinstance(each, str) else each[0] for each in params]

    def _compile(self) -> tuple[str, list[Param]]:
        marks = _marks(self._kinds)
        sql, params = self._build(**marks).query.sql_with_params()
        return sql, _named(sql, params, marks)

    def _forget(self, **_signal: object) -> None:
        self._known = None


def _marks(kinds: dict[str, type]) -> dict[str, Value]:
    return {name: _MARKS[kind](n) for n, (name, kind) in enumerate(kinds.items())}


def _named(sql: str, params: Iterable[object], marks: dict[str, Value]) -> list[Param]:
    """Return the parameters, with names where the marks stand.

    TypeError where one stands nowhere, or inside something: it would never be replaced.
    """
    names: dict[object, str] = {mark: name for name, mark in marks.items()}
    found: list[Param] = [
        names[param] if isinstance(param, Hashable) and param in names else (param,)
        for param in params
    ]
    texts = [sql, *(str(param[0]) for param in found if not isinstance(param, str))]
    for name, mark in marks.items():
        if any(str(mark) in text for text in texts):
            raise TypeError(f"The query holds {name} inside something else.")
    if missing := set(marks) - {name for name in found if isinstance(name, str)}:
        raise TypeError(f"The query does not hold {', '.join(sorted(missing))} as it is.")
    return found


class _Compiled[M: Model]:
    def __init__(self, build: Callable[..., QuerySet[M]], kinds: dict[str, type]) -> None:
        marks = _marks(kinds)
        self._queryset = build(**marks)
        if self._queryset._prefetch_related_lookups:  # type: ignore[attr-defined]  # Django's own
            raise TypeError("A prepared queryset prefetches nothing.")
        self._compiler: SQLCompiler = self._queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, params = self._compiler.as_sql()
        selected = [each[0] for each in self._compiler.select[: self._compiler.col_count]]
        self._converters = self._compiler.get_converters(selected)
        self._params = _named(self._sql, params, marks)
        self._statement = Statement(self._sql, self._params, kinds)

    def prepare_anew(self) -> None:
        self._statement.prepare_anew()

    def rows(self, values: dict[str, Value]) -> Iterator[M]:
        compiler = copy(self._compiler)
        # Connections belong to threads; the compiler was made in one of them.
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        bound = self._statement.bind(compiler.connection, values)
        vars(compiler)["as_sql"] = lambda *_args, **_kwargs: bound
        vars(compiler)["get_converters"] = lambda _selected: self._converters
        source: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            model=self._queryset.model,
            query=SimpleNamespace(get_compiler=lambda using: compiler),
            _fetch_mode=self._queryset._fetch_mode,  # type: ignore[attr-defined]  # Django's own
            _known_related_objects={},
        )
        rows: Iterator[M] = iter(ModelIterable(source))
        return rows
