"""What machines ask of the site, and what doctor finds."""

from datetime import timedelta
from io import StringIO
from typing import NamedTuple

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.kit.postgres.roles import everything_on, grant_application_rights, rights_that_differ
from portal.media.pictures.models import Picture
from portal.site import doctor
from portal.site.examination import examine_site
from portal.site.health.database import _roles
from portal.site.health.models import Examination


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_healthz_answers_without_a_database(client):
    # No mark for the database: pytest-django refuses any query here.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_readyz_says_that_the_database_has_every_migration(client, django_assert_num_queries):
    with django_assert_num_queries(14):
        response = client.get("/readyz")
    assert response.status_code == 200
    found = response.json()
    checks = found.pop("checks")
    assert found == {
        "ready": True,
        "database": True,
        "unapplied_migrations": 0,
        "late_tasks": 0,
        "low_disk": False,
    }
    assert set(checks) == {
        *("database", "migrations", "clock", "late_tasks", "mail_queue", "audit_chain"),
        *("backup_age", "rehearsal_age", "storage", "disk", "cache", "certificate"),
        *("disk_forecast", "failed_tasks", "archive", "base_backup", "uploads"),
    }
    assert all(check["ok"] for check in checks.values())


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize(("free", "level"), [(900, "warning"), (150, "error")])
def test_a_disk_that_fills_is_seen_coming(client, monkeypatch, free, level):
    monkeypatch.setattr(
        "portal.kit.files.space.shutil.disk_usage", lambda _folder: Usage(0, 0, free * 1_000_000)
    )
    assert client.get("/readyz").json()["low_disk"] is True
    found = [finding for finding in doctor.examine() if f"{free} MB" in finding.msg]
    assert {doctor.severity(finding) for finding in found} == {level}


@pytest.mark.django_db
def test_readyz_is_503_while_a_migration_waits(client):
    MigrationRecorder(connection).record_unapplied("articles", "0001_initial")
    response = client.get("/readyz")
    assert response.status_code == 503
    found = response.json()
    assert (found["ready"], found["database"], found["unapplied_migrations"]) == (False, True, 1)
    assert found["checks"]["migrations"]["mend"] == "Run manage.py migrate."


def test_readyz_is_503_without_a_database_and_tells_no_secret(client, monkeypatch):
    def refuse(_connection):
        raise OperationalError("connection to server at 10.0.0.7 failed for user boss")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", refuse)
    response = client.get("/readyz", REMOTE_ADDR="203.0.113.7")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": False}


@pytest.fixture
def clerk(db):
    """A role of the database with no rights, gone with the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
        )
        if not cursor.fetchone()[0]:
            pytest.skip("the role of this database may not create roles")
        cursor.execute("CREATE ROLE clerk_of_a_test")
    return "clerk_of_a_test"


def test_the_application_gets_its_rights_and_no_more(clerk):
    assert (
        "publishing_publication: DELETE, INSERT, SELECT, UPDATE is missing"
        in rights_that_differ(connection, clerk)
    )
    grant_application_rights(connection, clerk)
    grant_application_rights(connection, clerk)
    assert rights_that_differ(connection, clerk) == []
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT TRUNCATE ON publishing_publication TO {clerk}")
        cursor.execute(f"GRANT DELETE ON django_migrations TO {clerk}")
    assert rights_that_differ(connection, clerk) == [
        "django_migrations: DELETE is too much",
        "publishing_publication: TRUNCATE is too much",
    ]


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_names_a_picture_whose_file_is_gone(media):
    (media / "here.jpeg").touch()
    Picture.objects.create(file="here.jpeg", width=1, height=1, sha256="a", renditions=[])
    Picture.objects.create(
        file="here.jpeg", width=1, height=1, sha256="b", renditions=[{"path": "gone.webp"}]
    )
    found = [finding.msg for finding in doctor.examine() if doctor.severity(finding) == "error"]
    assert found == ["The file gone.webp is gone, though a page shows it."]


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_helper_asks_for_each_file_once_a_day_and_each_hour_while_one_is_gone(monkeypatch):
    asked, gone = [], [checks.Error("The file a.webp is gone.", "Put it back.")]

    def examine(*, files, by_hand):
        assert by_hand is False
        asked.append(files)
        yield from gone if files else []

    monkeypatch.setattr(doctor, "examine", examine)
    for _hour in range(2):
        examine_site.call()
    gone.clear()
    for _hour in range(3):
        examine_site.call()
    Examination.objects.update(at=timezone.now() - timedelta(days=1))
    examine_site.call()
    assert asked == [True, True, True, False, False, True]


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_ends_with_1_and_says_how_to_mend_an_error(media):
    MigrationRecorder(connection).record_unapplied("articles", "0001_initial")
    output = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=output, no_color=True)
    assert ended.value.code == 1
    assert (
        "error: 1 migrations are not applied, the first is articles.0001_initial."
        in output.getvalue()
    )
    assert "→ Run manage.py migrate." in output.getvalue()


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_warns_where_the_application_owns_its_tables(media, settings, monkeypatch):
    settings.DATABASE_IS_EMBEDDED = False
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    warned = [finding.msg for finding in doctor.examine() if doctor.severity(finding) == "warning"]
    assert "DATABASE_OWNER_URL is not set: the application owns its tables." in warned


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_names_a_media_folder_that_cannot_be_made(tmp_path, settings):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    found = [finding.msg for finding in doctor.examine() if doctor.severity(finding) == "error"]
    assert found == [f"MEDIA_ROOT ({settings.MEDIA_ROOT}) cannot be written: Not a directory."]


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_reload_tries_both_roles(monkeypatch):
    def refuse():
        raise OperationalError("password authentication failed")

    call_command("check", databases=["default", "owner"], stdout=StringIO())
    monkeypatch.setattr(connections["owner"], "ensure_connection", refuse)
    call_command("check", databases=["default"], stdout=StringIO())
    with pytest.raises(OperationalError):
        call_command("check", databases=["default", "owner"], stdout=StringIO())


@pytest.mark.django_db(databases=["default", "owner"])
def test_migrate_works_as_the_owner_where_nothing_else_is_said():
    assert connections["owner"] is not None
    output = StringIO()
    call_command("migrate", stdout=output, no_color=True)
    assert "No migrations to apply." in output.getvalue()


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_migration_that_names_no_connection_writes_as_who_migrates():
    with everything_on("owner"):
        assert (Picture.objects.all().db, Picture.objects.db) == ("owner", "owner")
    assert Picture.objects.all().db == "default"


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_says_what_it_can_without_a_database(media, monkeypatch):
    def refuse(_connection):
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", refuse)
    found = [finding.msg for finding in doctor.examine() if doctor.severity(finding) == "error"]
    assert found[0] == "The database of DATABASE_URL does not answer: connection refused"


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_tries_what_the_two_roles_may(clerk):
    reader = connections["default"].copy("reader")
    reader.connection = connections["default"].connection
    reader.settings_dict = reader.settings_dict | {"USER": clerk}
    found = {finding.msg for finding in _roles(reader, connections["default"])}
    assert (
        f"{clerk}, the application's role, may make tables: it is to read and write rows only."
        in found
    )
    assert any(what.startswith(f"Rights of {clerk} in ") for what in found)
