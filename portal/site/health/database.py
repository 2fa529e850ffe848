"""Tries the database as both roles: the application's, and the one that owns the tables."""

from collections.abc import Iterator, Sequence

from django.core import checks
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.kit.postgres.roles import rights_that_differ
from portal.kit.postgres.schema import unapplied_migrations

_MAY_MAKE_TABLES = "SELECT has_schema_privilege(current_user, current_schema(), 'CREATE')"


def check_connections(
    *, databases: Sequence[str] | None = None, **_rest: object
) -> list[checks.CheckMessage]:
    """Connect to what `check --database NAME` names; raise OperationalError, told in one line.

    A reload asks for both roles: its old processes end, whether the new ones can begin or not.
    """
    for name in databases or ():
        connections[name].ensure_connection()
    return []


def examine_database() -> Iterator[checks.CheckMessage]:
    """Yield what is wrong with tables and roles; nothing of a database that does not answer."""
    app, owner = connections["default"], connections["owner"]
    if reason := _silence(app):
        yield _does_not_answer("DATABASE_URL", reason)
        return
    if waiting := unapplied_migrations(app):
        yield checks.Error(
            f"{len(waiting)} migrations are not applied, the first is {waiting[0]}.",
            "Run manage.py migrate.",
        )
        return
    if app.settings_dict["USER"] == owner.settings_dict["USER"]:
        return
    if reason := _silence(owner):
        yield _does_not_answer("DATABASE_OWNER_URL", reason)
        return
    yield from _roles(app, owner)


def has_all_tables() -> bool:
    """Return whether the database answers and has every migration."""
    return not _silence(connections["default"]) and not unapplied_migrations(connections["default"])


def _roles(app: BaseDatabaseWrapper, owner: BaseDatabaseWrapper) -> Iterator[checks.CheckMessage]:
    name = app.settings_dict["USER"]
    for difference in rights_that_differ(owner, name):
        yield checks.Error(
            f"Rights of {name} in {difference}.",
            "Run manage.py migrate, which sets them.",
        )
    if _may_make_tables(app):
        yield checks.Warning(
            f"{name}, the application's role, may make tables: it is to read and write rows only.",
            f"As the database's administrator: REVOKE CREATE ON SCHEMA public FROM {name}, PUBLIC.",
        )
    if not _may_make_tables(owner):
        yield checks.Error(
            f"{owner.settings_dict['USER']}, the owner's role, may make no tables: the next update "
            "cannot migrate.",
            "Let DATABASE_OWNER_URL name the role that owns the database.",
        )


def _silence(connection: BaseDatabaseWrapper) -> str:
    """Return why a database does not answer; "" where it does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return " ".join(str(error).split())
    return ""


def _does_not_answer(variable: str, reason: str) -> checks.CheckMessage:
    return checks.Error(
        f"The database of {variable} does not answer: {reason}",
        f"Start PostgreSQL, or mend {variable} (postgres://USER:PASSWORD@HOST:5432/NAME).",
    )


def _may_make_tables(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_MAY_MAKE_TABLES)
        return bool(cursor.fetchone()[0])
