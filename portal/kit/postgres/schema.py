"""Whether the database has the tables that this version of the code wants."""

from functools import cache

from django.db import ProgrammingError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Key = tuple[str, str]


def unapplied_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the migrations still to be applied, as "app.name"; one query, in no transaction."""
    try:
        rows = MigrationRecorder(connection).migration_qs.values_list("app", "name")
        applied: set[Key] = set(rows)
    except ProgrammingError:  # A database in which nothing was made yet.
        applied = set()
    return [
        ".".join(key)
        for key, replaced in _migrations_on_disk().items()
        if key not in applied and not (replaced and replaced <= applied)
    ]


@cache  # The code of a running process does not change.
def _migrations_on_disk() -> dict[Key, frozenset[Key]]:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return {key: frozenset(found.replaces) for key, found in sorted(loader.disk_migrations.items())}
