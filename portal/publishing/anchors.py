"""The pages far down a list begin at its anchors: the keys of each 500th row, in its order.

They are found once for a list and generation, as far down as somebody asks, and kept in the
process. From an anchor on an index reads a page as quickly as the first one.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, Self

from django.db import connection
from django.db.models import BooleanField, F, Func, Model, QuerySet, TextField, Value
from django.db.models.sql.constants import INNER
from django.db.models.sql.query import Query
from django.utils import timezone

from portal.pagecache.clock import Stamp, stamp_outside_transactions
from portal.pagecache.moments import holds, horizon
from portal.publishing.models import Publication

# So many rows lie between two anchors.
STEP: Final = 500
# Of all lists together; some 150 bytes each.
MAX_ANCHORS: Final = 20_000
MAX_LISTS: Final = 500
# What a queryset asks about the moment at which it was made is no part of which list it is.
_NOW: Final = timedelta(minutes=1)

type Keys = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The columns that a list is ordered by, all in one direction, none of them ever empty."""

    names: tuple[str, ...]
    is_descending: bool

    def after[R: QuerySet[Any, Any]](self, rows: R, keys: Keys) -> R:
        """Return those of the rows that come after the one with these keys."""
        compare, sign = ("lte", " < ") if self.is_descending else ("gte", " > ")
        columns = Func(*map(F, self.names), function="ROW", output_field=TextField())
        values = Func(*map(Value, keys), function="ROW", output_field=TextField())
        is_after = Func(
            columns,
            values,
            template="%(expressions)s",
            arg_joiner=sign,
            output_field=BooleanField(),
        )
        # The first bound is what an index can begin at: the key may stand in a kind's own table.
        return rows.filter(is_after, **{f"{self.names[0]}__{compare}": keys[0]})


def order_of(rows: QuerySet[Any, Any]) -> Order | None:
    """Return the order of a list; None where no key tells which rows come after another."""
    query = rows.query
    names = query.order_by or rows.model._meta.ordering
    if query.combinator or query.distinct or query.is_sliced or not query.standard_ordering:
        return None
    if not names or not all(isinstance(name, str) for name in names):
        return None
    is_descending = {str(name).startswith("-") for name in names}
    plain = tuple(str(name).removeprefix("-") for name in names)
    if len(is_descending) != 1 or not all(_is_known(query, name, is_descending) for name in plain):
        return None
    return Order(plain, is_descending.pop())


def _is_known(query: Query, name: str, is_descending: set[bool]) -> bool:
    """Return whether a name is a column, and no row without a value comes after one with it."""
    if name == "pk" or name in query.annotations:
        return name == "pk"
    path, column, _targets, rest = query.names_to_path(name.split("__"), query.get_meta())
    if rest or (column.is_relation and column.related_model._meta.ordering):
        return False
    joined = {join.table_name for join in query.alias_map.values() if _is_inner(join)}
    return (not column.null or is_descending == {True}) and all(
        step.to_opts.db_table in joined or _is_own(query, step.to_opts.model) for step in path
    )


def _is_inner(join: Any) -> bool:
    return bool(join.join_type == INNER)


def _is_own(query: Query, model: type[Model]) -> bool:
    """Return whether each row has one in the table: that of the model, or of its parents."""
    own = query.get_meta()
    return model is own.model or model in own.all_parents


@dataclass(slots=True)
class _List:
    """What is known of one list: the keys of its rows 500, 1,000 and so on."""

    stamp: Stamp | None = None
    made_at: float = 0.0
    until: float = 0.0
    anchors: list[Keys] = field(default_factory=list)
    is_complete: bool = False
    # One thread looks for a list's anchors, the others wait for them.
    lock: threading.Lock = field(default_factory=threading.Lock)


class Anchors:
    """The anchors of many lists; those asked for last stay."""

    def __init__(self, max_anchors: int = MAX_ANCHORS) -> None:
        self._max_anchors = max_anchors
        self._lists: OrderedDict[str, _List] = OrderedDict()
        self._lock = threading.Lock()
        self._horizon = horizon()

    def slice(self, rows: QuerySet[Any, Any], start: int, stop: int) -> QuerySet[Any, Any]:
        """Return the rows from one place to another, like a slice, at a cost without the depth."""
        number = start // STEP
        order = order_of(rows) if number else None
        stamp = stamp_outside_transactions() if order else None
        if order is None or stamp is None:
            return rows[start:stop]
        anchors = self._anchors(_question(rows, order), stamp, number)
        if anchors is None:
            return rows[start:stop]
        if len(anchors) < number:
            return rows.none()
        skipped = number * STEP
        return order.after(rows, anchors[number - 1])[start - skipped : stop - skipped]

    def _anchors(self, question: "_Question", stamp: Stamp, number: int) -> list[Keys] | None:
        """Return so many anchors, fewer where the list ends; None where a change came between."""
        until, now = self._horizon.ends_at(stamp), time.time()
        known = self._list(question.digest())
        with known.lock:
            if known.stamp != stamp or not holds(known.made_at, known.until, now):
                known.stamp, known.made_at, known.until = stamp, now, until
                known.anchors, known.is_complete = [], False
            missing = number - len(known.anchors)
            if missing > 0 and not known.is_complete:
                found = _read(question, known.anchors[-1:], missing)
                if stamp_outside_transactions() != stamp:
                    return None
                known.anchors += found
                known.is_complete = len(found) < missing
            self._drop_old()
            return known.anchors

    def _list(self, key: str) -> _List:
        with self._lock:
            known = self._lists.setdefault(key, _List())
            self._lists.move_to_end(key)
            return known

    def _drop_old(self) -> None:
        """Forget the lists that nobody has asked for longest, but the last one never."""
        with self._lock:
            kept = sum(len(each.anchors) for each in self._lists.values())
            while len(self._lists) > 1 and (
                kept > self._max_anchors or len(self._lists) > MAX_LISTS
            ):
                kept -= len(self._lists.popitem(last=False)[1].anchors)


@dataclass(frozen=True, slots=True)
class _Question:
    """The question for the keys of a list, also compiled, and the order that they are in."""

    rows: QuerySet[Any, Any]
    order: Order
    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any], order: Order) -> Self:
        keys = rows.values_list(*order.names)
        return cls(keys, order, *keys.query.sql_with_params())

    def digest(self) -> str:
        """Return what tells the list from others, whenever it is asked for."""
        now = timezone.now()
        which = ["now" if _is_now(value, now) else repr(value) for value in self.params]
        return hashlib.sha256(repr((self.sql, which)).encode()).hexdigest()


def _question(rows: QuerySet[Any, Any], order: Order) -> _Question:
    """Return the question for a list's keys.

    It is put to the table of all pages where the kind's own has nothing that the list goes by:
    then an index alone answers it.
    """
    own = rows.model._meta
    joined = {alias for alias, count in rows.query.alias_refcount.items() if count}
    names = tuple("id" if name in ("pk", own.pk.name) else name for name in order.names)
    known = {field.name for field in Publication._meta.concrete_fields}
    if joined == {own.db_table, Publication._meta.db_table} and known.issuperset(names):
        sign = "-" if order.is_descending else ""
        pages = Publication._base_manager.order_by(*(sign + name for name in names))
        pages.query.get_initial_alias()
        pages.query.where = rows.query.where.clone()
        found = _Question.of(pages, Order(names, order.is_descending))
        if f'"{own.db_table}"' not in found.sql:
            return found
    return _Question.of(rows.select_related(None), order)


def _is_now(value: object, now: datetime) -> bool:
    return isinstance(value, datetime) and now - _NOW < value <= now


def _read(question: _Question, last: list[Keys], number: int) -> list[Keys]:
    """Return the next anchors behind the last one, in one query along the index."""
    for keys in last:
        question = _Question.of(question.order.after(question.rows, keys), question.order)
    names = ", ".join(f"key_{place}" for place in range(len(question.order.names)))
    statement = f"""
        SELECT {names}
        FROM (
            SELECT *, row_number() OVER () AS place FROM ({question.sql}) AS keys ({names})
        ) AS numbered
        WHERE place %% {STEP} = 0
        LIMIT {number}
    """  # noqa: S608  # made of Django's own SQL and of constants
    with connection.cursor() as cursor:
        cursor.execute(statement, question.params)
        found: list[Keys] = cursor.fetchall()
    return found


@cache
def anchors() -> Anchors:
    """Return the anchors of this process."""
    return Anchors()
