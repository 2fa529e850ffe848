"""The command that brings the tables up to date, where they are none of ours."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands import migrate as djangos
from django.db import ProgrammingError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from portal.site.management.commands import migrate

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier_database():
    """Tables as an earlier version left them: the accounts stood in another app."""
    MigrationRecorder.Migration.objects.filter(app="accounts").delete()


@pytest.mark.usefixtures("earlier_database")
def test_a_database_of_an_earlier_version_is_told_of_in_one_sentence(settings):
    settings.DATABASE_IS_EMBEDDED, settings.VAR_DIR = True, "/srv/portal/var"
    with pytest.raises(CommandError) as refused:
        call_command("migrate", database="default", verbosity=0)
    assert str(refused.value) == (
        "The database in /srv/portal/var is of an earlier version and cannot be brought up to "
        "date: move that folder away, or name another one in VAR_DIR, and start again."
    )
    assert refused.value.returncode == 1


@pytest.mark.usefixtures("earlier_database")
def test_of_a_database_elsewhere_it_names_the_address(settings):
    settings.DATABASE_IS_EMBEDDED = False
    with pytest.raises(CommandError, match="name an empty one in DATABASE_URL"):
        call_command("migrate", database="default", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_readers_who_hold_a_table_for_long_go_first(monkeypatch):
    """Without that, all who come to the table later would wait behind the migration."""
    reader, tries = connection.copy(), []

    def handle(*_args, **_options):
        tries.append(True)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE publishing_section IN ACCESS EXCLUSIVE MODE")

    def let_reader_go(_seconds):
        reader.rollback()
        reader.set_autocommit(True)

    monkeypatch.setattr(migrate, "LOCK_TIMEOUT", "50ms")
    monkeypatch.setattr(migrate.time, "sleep", let_reader_go)
    monkeypatch.setattr(djangos.Command, "handle", handle)
    try:
        reader.set_autocommit(False)
        reader.cursor().execute("SELECT count(*) FROM publishing_section")
        output = StringIO()
        call_command("migrate", database="default", verbosity=0, stderr=output)
    finally:
        reader.close()
    assert len(tries) == 2
    assert "A table is in use" in output.getvalue()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "permission denied to create extension\nHINT: ask",
            "permission denied to create extension",
        ),
        ("", ""),
    ],
)
def test_where_the_file_of_the_tables_cannot_be_used_each_migration_is(monkeypatch, words, why):
    def refuse(_connection):
        raise ProgrammingError(words)

    monkeypatch.setattr(migrate, "load_schema", refuse)
    output, done = StringIO(), []
    monkeypatch.setattr(djangos.Command, "handle", lambda *_args, **_options: done.append(True))
    call_command("migrate", database="default", verbosity=0, stderr=output)
    assert done == [True]
    assert output.getvalue() == (
        f"schema.sql cannot be used here ({why}); each migration is applied instead.\n"
    )


def test_the_operator_is_told_that_an_empty_database_begins_with_the_file(monkeypatch):
    monkeypatch.setattr(migrate, "load_schema", lambda _connection: True)
    monkeypatch.setattr(djangos.Command, "handle", lambda *_args, **_options: None)
    output = StringIO()
    call_command("migrate", database="default", stdout=output)
    assert output.getvalue() == "The database was empty: it begins with schema.sql.\n"


@pytest.mark.parametrize("options", [{"each": True}, {"plan": True}, {"app_label": "accounts"}])
def test_whoever_wants_something_else_of_migrations_gets_that(monkeypatch, options):
    monkeypatch.setattr(migrate, "load_schema", lambda _connection: pytest.fail("loaded"))
    monkeypatch.setattr(djangos.Command, "handle", lambda *_args, **_options: None)
    call_command("migrate", database="default", verbosity=0, **options)
