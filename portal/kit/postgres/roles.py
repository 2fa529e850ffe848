"""The owner's role and the application's: its rights, and which connection a query takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

ROW_RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE")
# Tables in which the application may do less than that; a record of changes, for one, is
# ("SELECT", "INSERT"): written once, by nobody rewritten.
NARROWER_RIGHTS: dict[str, tuple[str, ...]] = {
    "django_migrations": ("SELECT",),
    "audit_auditentry": ("SELECT", "INSERT"),
    # What readers once fetched is not rewritten; it goes with its page only.
    "publishing_attachmentversion": ("SELECT", "INSERT", "DELETE"),
}


def grant_application_rights(connection: BaseDatabaseWrapper, app_role: str) -> None:
    """Give `app_role` its rights in all tables of the connected owner; safe to run again."""
    role = connection.ops.quote_name(app_role)
    with connection.cursor() as cursor:
        tables = _own_relations(connection, kinds="rp")
        sequences = _own_relations(connection, kinds="S")
        cursor.execute(f"GRANT USAGE ON SCHEMA {_schema(connection)} TO {role}")
        for table in tables:
            name = connection.ops.quote_name(table)
            rights = ", ".join(NARROWER_RIGHTS.get(table, ROW_RIGHTS))
            cursor.execute(f"REVOKE ALL ON TABLE {name} FROM {role}")
            cursor.execute(f"GRANT {rights} ON TABLE {name} TO {role}")
        for sequence in sequences:
            name = connection.ops.quote_name(sequence)
            cursor.execute(f"GRANT USAGE, SELECT, UPDATE ON SEQUENCE {name} TO {role}")


def rights_that_differ(connection: BaseDatabaseWrapper, app_role: str) -> list[str]:
    """Return each table in which `app_role` may do more or less than it should, said in words."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT relname, array(
                SELECT right_name FROM unnest(%s) AS right_name
                WHERE has_table_privilege(%s, pg_class.oid, right_name)
            )
            FROM pg_class
            WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
            ORDER BY relname
            """,
            [[*ROW_RIGHTS, "TRUNCATE"], app_role],
        )
        for table, rights in cursor.fetchall():
            expected = set(NARROWER_RIGHTS.get(table, ROW_RIGHTS))
            if missing := expected - set(rights):
                found.append(f"{table}: {', '.join(sorted(missing))} is missing")
            if excess := set(rights) - expected:
                found.append(f"{table}: {', '.join(sorted(excess))} is too much")
    return found


def _own_relations(connection: BaseDatabaseWrapper, *, kinds: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT relname FROM pg_class
            WHERE relkind = ANY(%s) AND relnamespace = current_schema()::regnamespace
                AND pg_has_role(current_user, relowner, 'USAGE')
            ORDER BY relname
            """,
            [list(kinds)],
        )
        return [name for (name,) in cursor.fetchall()]


def _schema(connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(connection.ops.quote_name(cursor.fetchone()[0]))


class _Everything:
    def __init__(self, alias: str) -> None:
        self.alias = alias

    def db_for_read(self, model: type[Model], **hints: object) -> str:
        return self.alias

    db_for_write = db_for_read


@contextmanager
def everything_on(alias: str) -> Iterator[None]:
    """Let each query inside that names no connection take this one."""
    rule = _Everything(alias)
    router.routers.insert(0, rule)
    try:
        yield
    finally:
        router.routers.remove(rule)
