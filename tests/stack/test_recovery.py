"""Recovery to a moment: pgBackRest with our settings brings back what somebody has just deleted."""

import time
from pathlib import Path

import psycopg2
import pytest

from portal.kit.postgres.connection import Places
from portal.site.installing import defaults, filled
from tests.stack.postgres import Postgres, server
from tests.stack.serving import ROOT


@pytest.fixture
def archived():
    """A server that archives its log as deploy/pgbackrest says, and a way to ask pgBackRest."""
    with server() as database:
        places = Places(database.folder)
        home = places.socket_dir / "archive"
        database.account.own(home)
        answers = defaults("portal.example") | {
            "WAL_DIR": str(home / "repo"),
            "WAL_SPOOL": str(home / "spool"),
            "WAL_LOG_DIR": str(home),
            "PGDATA": str(places.data),
            "PGPORT": str(database.port),
            "PGSOCKET": str(places.socket_dir),
        }
        source = ROOT / "deploy" / "pgbackrest" / "pgbackrest.conf"
        conf = database.folder / "pgbackrest.conf"
        conf.write_text(filled(source.read_text(encoding="utf-8"), answers), encoding="utf-8")
        words = ["pgbackrest", f"--config={conf}", f"--lock-path={home}", "--stanza=portal"]

        def ask(*more: str) -> str:
            # Restoring asks no server.
            user = [] if "restore" in more else ["--pg1-user=postgres"]
            done = database.account.run([*words, *user, *more])
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        with (places.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            archive = f"{' '.join(words)} archive-push %p"
            file.write(f"archive_mode = on\nwal_level = replica\narchive_command = '{archive}'\n")
            file.write("fsync = on\nfull_page_writes = on\n")
        database.stop()
        database.start()
        yield database, ask


def query(database: Postgres, sql: str) -> str:
    with psycopg2.connect(database.reach["DATABASE_OWNER_URL"]) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return str(cursor.fetchone()[0]) if cursor.description else ""


def test_what_was_deleted_comes_back_as_of_the_moment_before(archived):
    database, ask = archived
    ask("stanza-create")
    query(database, "CREATE TABLE bai (ten text)")
    query(database, "INSERT INTO bai VALUES ('Bão số 1')")
    ask("--type=full", "backup")
    query(database, "INSERT INTO bai VALUES ('Viết sau bản sao lưu')")
    time.sleep(1)
    moment = query(database, "SELECT clock_timestamp()")
    time.sleep(1)
    query(database, "DELETE FROM bai")
    superuser = f"postgres://postgres@127.0.0.1:{database.port}/postgres"
    with psycopg2.connect(superuser) as connection:
        connection.autocommit = True
        connection.cursor().execute("SELECT pg_switch_wal()")
    database.stop()
    ask("--delta", "--type=time", f"--target={moment}", "--target-action=promote", "restore")
    database.start()
    for _second in range(30):
        if query(database, "SELECT NOT pg_is_in_recovery()") == "True":
            break
        time.sleep(1)
    assert query(database, "SELECT count(*) FROM bai") == "2"
    # What lies in the repository is encrypted.
    repository = Places(database.folder).socket_dir / "archive" / "repo"
    files = [path for path in repository.rglob("*") if path.is_file()]
    assert files
    assert not any("Bão".encode() in Path(path).read_bytes() for path in files)
