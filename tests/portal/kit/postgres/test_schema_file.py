"""An empty database begins with the tables of schema.sql."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings as project
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.kit.postgres.schema_file import SCHEMA_FILE, load_schema
from portal.site.management.commands.write_migration_sums import recorded_sums

pytestmark = pytest.mark.django_db
NAME = "test_schema_file"


@pytest.fixture
def empty() -> Iterator[BaseDatabaseWrapper]:
    """A connection to a database in which nothing was made yet."""
    other = connection.copy()
    other.settings_dict["NAME"] = NAME
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NAME} TEMPLATE template0")
    try:
        yield other
    finally:
        other.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {NAME}")


@pytest.fixture
def script() -> str:
    return (project.BASE_DIR / SCHEMA_FILE).read_text(encoding="utf-8")


def recorded_migrations(script: str) -> set[tuple[str, str]]:
    """The migrations, as app and name, whose outcome the script makes."""
    return set(re.findall(r"^    \('(\w+)', '(\w+)', now\(\)\)", script, re.MULTILINE))


def test_it_makes_tables_and_first_rows_and_says_what_was_applied(empty, script):
    assert load_schema(empty)
    with empty.cursor() as cursor:
        # Not by MigrationRecorder, which asks the connection of that alias.
        cursor.execute("SELECT app, name FROM django_migrations")
        assert set(cursor.fetchall()) == recorded_migrations(script)
        cursor.execute("SELECT count(*) FROM auth_group")
        assert cursor.fetchone()[0] > 0
        # The next row takes a number of its own.
        cursor.execute("INSERT INTO auth_group (name) VALUES ('mới')")


def test_a_database_with_tables_is_left_alone(empty, script):
    with empty.cursor() as cursor:
        cursor.execute("CREATE TABLE somebody_elses (id int)")
    assert not load_schema(empty)
    assert empty.introspection.table_names() == ["somebody_elses"]


def test_tables_that_go_elsewhere_are_made_by_migrations(empty):
    with empty.cursor() as cursor:
        cursor.execute("CREATE SCHEMA cong; SET search_path = cong")
    assert not load_schema(empty)


def test_what_the_server_refuses_leaves_nothing_behind(empty, settings, tmp_path):
    (tmp_path / SCHEMA_FILE).write_text("CREATE TABLE half (id int); SELECT 1 / 0;")
    settings.BASE_DIR = tmp_path
    with pytest.raises(DatabaseError):
        load_schema(empty)
    assert empty.introspection.table_names() == []


def test_it_makes_what_migrations_that_landed_make(script):
    """Those are kept for good; so is what comes of them."""
    landed = {path.split("/")[-1].removesuffix(".py") for path in recorded_sums(project.BASE_DIR)}
    of_libraries = {"account", "admin", "auth", "contenttypes", "django_tasks_database", "mfa",
                    "sessions", "socialaccount"}  # fmt: skip
    recorded = recorded_migrations(script)
    assert len(recorded) > 100
    assert {name for app, name in recorded if app not in of_libraries} <= landed
