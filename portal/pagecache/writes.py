"""Notices each write to a record that stands on public pages, whichever way it is written.

Publications move the generation on themselves, once for all that they write. For the records of
PUBLIC_RECORDS nobody has to remember it: staff's forms, imports, tasks and bulk updates alike.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.pagecache.generation import (
    commit_with_word,
    invalidate_public_content,
    moved_by,
    written_by,
)

_WRITES: Final = re.compile(
    r"\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|COPY|TRUNCATE(?:\s+TABLE)?)"
    r'\s+(?:ONLY\s+)?"?(\w+)"?',
    re.IGNORECASE,
)
# What writes inside a WITH may stand anywhere in it.
_WITH: Final = re.compile(r"\s*WITH\b", re.IGNORECASE)
# A read costs a look at its first letter; what is executed by a name was prepared as one.
_READS: Final = ("SELECT", "EXECUTE", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET")
_READS_TOO: Final = re.compile(
    r"[\s(]*(?:SELECT|WITH(?!.*\b(?:INSERT|UPDATE|DELETE|MERGE)\b))", re.IGNORECASE | re.DOTALL
)
_PUBLICATIONS: Final = "publishing_publication"
_ONE: Final = f'WHERE "{_PUBLICATIONS}"."id" = %s'
_paused: Final[list[bool]] = []


def notice_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Execute a statement; move the generation on with a write to a public record."""
    if sql.startswith(_READS) or _paused:
        return execute(sql, params, many, context)
    written = _WRITES.match(sql)
    if context["connection"].in_atomic_block:
        _note(context["connection"], written, sql, params)
    if public_tables().isdisjoint(_tables_written(sql, written)):
        return execute(sql, params, many, context)
    with _in_transaction(context["connection"]):
        result = execute(sql, params, many, context)
        if moved_by(context["connection"]) is None:
            invalidate_public_content()
    return result


def _tables_written(sql: str, written: re.Match[str] | None) -> set[str]:
    """Return the tables that a statement writes by its words; more than it does, never fewer."""
    if written is not None:
        return {written[1]}
    return set(_WRITES.findall(sql)) if _WITH.match(sql) else set()


def _note(
    connection: BaseDatabaseWrapper, written: re.Match[str] | None, sql: str, params: Any
) -> None:
    """Note the table, and of a publication which one: what its commit ends depends on it."""
    noted = written_by(connection)
    if written is None:
        if not _READS_TOO.match(sql):
            # Whatever it writes, nobody can tell.
            noted.tables.add("")
    elif written[1] != _PUBLICATIONS:
        noted.tables.add(written[1])
    elif not sql.startswith("INSERT"):
        # A new one is named by whoever publishes it.
        noted.pages.add(params[-1] if params and sql.endswith(_ONE) else None)


@contextmanager
def _in_transaction(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the write and the generation be committed together."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(using=connection.alias):
        yield


@cache
def public_tables() -> frozenset[str]:
    """Return the tables of the records that readers see beside publications."""
    found = set()
    for label in settings.PUBLIC_RECORDS:
        meta = apps.get_model(label)._meta
        found.add(meta.db_table)
        found |= {field.m2m_db_table() for field in meta.local_many_to_many}
    return frozenset(found)


def pause(**_signal: object) -> None:
    """Notice nothing from here on."""
    _paused.append(True)


def resume(**_signal: object) -> None:
    """Notice writes again."""
    _paused.clear()


def watch(connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """Let a new connection of the site notice what it writes, and tell the word of its commits."""
    if connection.alias != DEFAULT_DB_ALIAS or notice_writes in connection.execute_wrappers:
        return
    # First: whoever wraps for a while takes the last one away again.
    connection.execute_wrappers.insert(0, notice_writes)
    commit: Callable[[], None] = connection._commit  # type: ignore[attr-defined]  # Django's own
    vars(connection)["_commit"] = partial(commit_with_word, connection, commit)
