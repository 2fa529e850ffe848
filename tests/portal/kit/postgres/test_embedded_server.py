"""The embedded server: there while somebody uses it, and again after whatever was killed."""

import os
import signal
import stat
from pathlib import Path

import psycopg2
import pytest

from portal.kit.postgres.accounts import account_for
from portal.kit.postgres.binaries import EmbeddedServerError
from portal.kit.postgres.connection import Places
from portal.kit.postgres.server import embedded_server
from tests.portal.kit.postgres.conftest import OtherProcess, is_running, postmaster, query


def test_it_runs_only_while_it_is_used(var_dir: Path) -> None:
    with embedded_server(var_dir, fast=True):
        assert is_running(var_dir)
        assert query(var_dir, "SELECT 1") == 1
    assert not is_running(var_dir)


def test_it_is_utf8_in_the_c_locale_and_listens_on_no_network(var_dir: Path) -> None:
    with embedded_server(var_dir, fast=True):
        assert query(var_dir, "SHOW server_encoding") == "UTF8"
        assert query(var_dir, "SHOW listen_addresses") == ""
        sql = "SELECT datcollate FROM pg_database WHERE datname = current_database()"
        assert query(var_dir, sql) == "C"


def test_it_goes_on_for_another_process_and_ends_with_the_last(
    var_dir: Path, other_process: OtherProcess
) -> None:
    with embedded_server(var_dir, fast=True):
        pass
    assert is_running(var_dir)
    other_process.end()
    assert not is_running(var_dir)


def test_it_goes_on_when_the_one_who_started_it_leaves_first(
    var_dir: Path, other_process: OtherProcess
) -> None:
    with embedded_server(var_dir, fast=True):
        other_process.end()
        assert query(var_dir, "SELECT 1") == 1
    assert not is_running(var_dir)


def test_it_is_not_stopped_by_the_end_of_a_forked_worker(var_dir: Path) -> None:
    with embedded_server(var_dir, fast=True):
        child = os.fork()
        if child == 0:
            try:
                # A worker's exit unwinds the `with` of the process that it was forked from.
                raise SystemExit
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert query(var_dir, "SELECT 1") == 1


def test_it_serves_on_and_is_stopped_later_when_its_command_was_killed(
    var_dir: Path, other_process: OtherProcess
) -> None:
    other_process.kill()
    assert is_running(var_dir)
    before = postmaster(var_dir)
    with embedded_server(var_dir, fast=True):
        assert postmaster(var_dir) == before
        assert query(var_dir, "SELECT 1") == 1
    assert not is_running(var_dir)


def test_it_starts_again_with_its_data_after_the_server_was_killed(
    var_dir: Path, other_process: OtherProcess
) -> None:
    # As in earnest; the quick settings of tests do not wait for the disk.
    written = "SET synchronous_commit = on; CREATE TABLE kept AS SELECT 35 AS density"
    query(var_dir, written, role="owner")
    os.kill(postmaster(var_dir), signal.SIGKILL)
    other_process.kill()
    with embedded_server(var_dir, fast=True):
        assert query(var_dir, "SELECT density FROM kept") == 35
        query(var_dir, "DROP TABLE kept", role="owner")


def test_it_is_not_kept_from_starting_by_a_dead_servers_process_id(var_dir: Path) -> None:
    # After a restart of the machine, the number may belong to anybody: here to ourselves.
    pid_file = Places(var_dir).data / "postmaster.pid"
    pid_file.write_text(f"{os.getppid()}\n{Places(var_dir).data}\n1\n5432\n")
    Places(var_dir).socket.with_name(".s.PGSQL.5432.lock").write_text(f"{os.getppid()}\n")
    with embedded_server(var_dir, fast=True):
        assert query(var_dir, "SELECT 1") == 1


def test_it_refuses_the_data_of_another_major_version(var_dir: Path) -> None:
    version = Places(var_dir).data / "PG_VERSION"
    ours = version.read_text()
    version.write_text("14\n")
    try:
        with (
            pytest.raises(EmbeddedServerError) as caught,
            embedded_server(var_dir, fast=True),
        ):
            pass
    finally:
        version.write_text(ours)
    assert "belongs to PostgreSQL 14" in str(caught.value)
    assert "pg_dump" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_its_application_may_change_rows_but_not_tables(var_dir: Path) -> None:
    with embedded_server(var_dir, fast=True):
        query(var_dir, "CREATE TABLE thing (id serial, name text)", role="owner")
        query(var_dir, "INSERT INTO thing (name) VALUES ('a')")
        query(var_dir, "UPDATE thing SET name = 'b'")
        query(var_dir, "DELETE FROM thing")
        for refused in (
            "CREATE TABLE other (id int)",
            "DROP TABLE thing",
            "ALTER TABLE thing ADD x int",
            "TRUNCATE thing",
            "COPY thing FROM '/etc/passwd'",
        ):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                query(var_dir, refused)
        query(var_dir, "DROP TABLE thing", role="owner")


def test_it_leaves_the_rights_of_folders_as_they_are(var_dir: Path) -> None:
    assert stat.S_IMODE(var_dir.stat().st_mode) == 0o700
    for private in (Places(var_dir).data, Places(var_dir).socket_dir, Places(var_dir).log.parent):
        assert stat.S_IMODE(private.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand the server to another account")
def test_it_never_runs_as_root(var_dir: Path) -> None:
    with embedded_server(var_dir, fast=True):
        assert Path(f"/proc/{postmaster(var_dir)}").stat().st_uid != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand the server to another account")
def test_its_account_passes_through_a_closed_folder_but_writes_nothing_there(
    tmp_path: Path,
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    program = closed / "program"
    program.write_text("")
    program.chmod(0o755)
    account = account_for(Places(closed), closed)
    assert account.passes_closed_folders
    assert account.run(["/usr/bin/test", "-x", program]).returncode == 0
    assert account.run(["/usr/bin/test", "-w", program]).returncode == 1
    capabilities = account.run(["/usr/bin/grep", "CapEff", "/proc/self/status"]).stdout
    assert capabilities.split()[1] == "0000000000000004"
