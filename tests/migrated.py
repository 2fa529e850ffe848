"""One migrated database that every test database is copied from, kept until a migration changes.

Migrating takes longer than many tests do; the processes of a run, and the next run, need it once.
"""

import fcntl
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from portal.kit.postgres.schema_file import SCHEMA_FILE
from portal.pagecache import writes

START = "migrated_"
MIGRATIONS = MigrationRecorder.Migration._meta.db_table


def use_migrated_template() -> None:
    """Let the test database be a copy of the migrated one, which is made where there is none."""
    default = connections["default"]
    name = START + _fingerprint()
    with _alone():
        if name not in _databases():
            _make(name)
    default.settings_dict["TEST"]["TEMPLATE"] = name


def _fingerprint() -> str:
    """Changes with every migration, with what migrations import of ours, and with Django."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    modules = {type(migration).__module__ for migration in loader.disk_migrations.values()}
    files = {Path(str(sys.modules[name].__file__)) for name in modules}
    files |= {
        Path(found.__file__)
        for name in modules
        for value in vars(sys.modules[name]).values()
        if (found := sys.modules.get(getattr(value, "__module__", None) or "")) is not None
        and found.__file__ is not None
        and Path(found.__file__).is_relative_to(settings.BASE_DIR)
    }
    digest = sha256(django.__version__.encode())
    for file in sorted(files | {settings.BASE_DIR / SCHEMA_FILE}):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def rows_of_migrations() -> dict[str, bytes]:
    """What migrations have put into each table, as COPY writes it: roles, permissions, rules."""
    connection, found = connections["default"], {}
    for table in connection.introspection.table_names():
        copy = BytesIO()
        with connection.cursor() as cursor:
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', copy)
        if copy.tell() and table != MIGRATIONS:
            found[table] = copy.getvalue()
    return found


def bring_back(rows: dict[str, bytes]) -> None:
    """Let the tables hold just these rows again, after a test that committed.

    Django truncates all 160 of them, which makes each anew with its indexes: most of a second.
    """
    connection = connections["default"]
    with _unnoticed(), transaction.atomic(), connection.cursor() as cursor:
        put_rows(
            cursor, rows, in_place_of=_filled(cursor, connection.introspection.table_names(cursor))
        )
    ContentType.objects.clear_cache()


@contextmanager
def _unnoticed() -> Iterator[None]:
    """Let no write move the generation on: its row is put in like all others."""
    writes.pause()
    try:
        yield
    finally:
        writes.resume()


def put_rows(cursor: Any, rows: dict[str, bytes], *, in_place_of: Collection[str]) -> None:
    """Empty these tables and put in rows that are complete: no trigger adds to them."""

    def for_each(statement: str) -> None:
        cursor.execute(
            ";".join(statement.format(f'"{table}"') for table in in_place_of) or "SELECT 1"
        )

    for_each("ALTER TABLE {} DISABLE TRIGGER USER")
    for_each("DELETE FROM {}")
    for table, copy in rows.items():
        cursor.copy_expert(f'COPY "{table}" FROM STDIN', BytesIO(copy))
    # What waits for the end of the transaction would keep the triggers from coming back.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    for_each("ALTER TABLE {} ENABLE TRIGGER USER")


def _filled(cursor: Any, tables: list[str]) -> list[str]:
    """Return those with a row, but for Django's list of migrations."""
    is_filled = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM \"{0}\")"
    cursor.execute(" UNION ALL ".join(is_filled.format(table) for table in tables))
    return [table for (table,) in cursor.fetchall() if table != MIGRATIONS]


@contextmanager
def _alone() -> Iterator[None]:
    with (settings.VAR_DIR / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _databases() -> set[str]:
    return {name for (name,) in _answers("SELECT datname FROM pg_database")}


def _make(name: str) -> None:
    """Migrate under another name first, so that half a database is never copied."""
    for old in _databases():
        if old.startswith(START):
            _do(f'DROP DATABASE "{old}"')
    default = connections["default"]
    kept: dict[str, Any] = {**default.settings_dict["TEST"]}
    unfinished = f"{name}_unfinished"
    default.settings_dict["TEST"] |= {"NAME": unfinished, "TEMPLATE": None}
    before = default.settings_dict["NAME"]
    try:
        default.creation.create_test_db(verbosity=0, autoclobber=True)
    finally:
        connections.close_all()
        default.settings_dict["TEST"] = kept
        for each in connections.all():
            each.settings_dict["NAME"] = before
            settings.DATABASES[each.alias]["NAME"] = before
    _do(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def _answers(sql: str) -> list[Any]:
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _do(sql: str) -> None:
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(sql)
