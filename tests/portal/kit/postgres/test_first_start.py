"""The first start makes the data folder: whole or not at all, wherever VAR_DIR stands."""

import os
import shutil
import tempfile
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.kit.postgres import binaries
from portal.kit.postgres.accounts import Account
from portal.kit.postgres.binaries import EmbeddedServerError
from portal.kit.postgres.cluster import explain
from portal.kit.postgres.connection import Places, embedded_database
from portal.kit.postgres.server import EmbeddedServer, embedded_server
from tests.portal.kit.postgres.conftest import query

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def open_var_dir() -> Iterator[Path]:
    """A VAR_DIR that every account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="portal-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_half_made_folder_of_before_is_made_anew(open_var_dir: Path) -> None:
    unfinished = Places(open_var_dir).home / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with embedded_server(open_var_dir, fast=True):
        assert query(open_var_dir, "SELECT 1") == 1
    assert not unfinished.exists()


def test_a_failed_start_leaves_no_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Account.run

    def fail_on_roles(self: Account, command, *, stdin: str = ""):
        return run(self, command, stdin="CREATE NONSENSE;\n" if stdin else "")

    monkeypatch.setattr(Account, "run", fail_on_roles)
    with pytest.raises(EmbeddedServerError, match="syntax error"), embedded_server(tmp_path):
        pass
    assert sorted(path.name for path in Places(tmp_path).home.iterdir()) == ["gate.lock"]


def test_too_little_space_is_said_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10, 10, 0))
    with pytest.raises(EmbeddedServerError, match="Too little space"), embedded_server(tmp_path):
        pass
    assert not Places(tmp_path).data.exists()


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("a file is in the way")
    with (
        pytest.raises(EmbeddedServerError, match="Cannot use") as caught,
        embedded_server(tmp_path),
    ):
        pass
    assert "\n" not in str(caught.value)


def test_a_long_path_has_its_socket_in_a_short_private_folder(tmp_path: Path) -> None:
    deep = tmp_path / ("thư-mục-rất-sâu-" * 5) / "var"
    places = Places(deep)
    assert len(os.fsencode(places.socket)) <= 107
    assert embedded_database(deep, role="app")["HOST"] == str(places.socket_dir)
    assert places.socket_dir != Places(tmp_path / "khác" / ("x" * 100)).socket_dir


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of another account")
def test_a_socket_folder_made_by_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Places(tmp_path / ("x" * 100))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    places.socket_dir.symlink_to(elsewhere)
    with pytest.raises(EmbeddedServerError, match="belongs to somebody else"):
        EmbeddedServer(places.var_dir)._own_socket_dir()


@pytest.mark.parametrize(
    ("output", "line"),
    [
        (
            "initdb: error: could not write file: No space left on device\n",
            "The disk of /var/x is full: free some 200 MB, or point VAR_DIR to another disk.",
        ),
        (
            "LOG: starting\nFATAL: data directory has wrong ownership\nHINT: …\n",
            "The embedded PostgreSQL does not start: FATAL: data directory has wrong ownership "
            "(files: /var/x).",
        ),
        (
            "",
            "The embedded PostgreSQL does not start: no reason given (files: /var/x).",
        ),
    ],
)
def test_what_the_server_said_becomes_one_line(output: str, line: str) -> None:
    assert explain(output, Path("/var/x")) == line


def test_an_installed_server_serves_where_the_wheel_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("9", "15", "17"):
        for name in ("initdb", "pg_ctl", "postgres"):
            (tmp_path / version / "bin").mkdir(parents=True, exist_ok=True)
            (tmp_path / version / "bin" / name).touch()
    monkeypatch.setattr(binaries.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(binaries.shutil, "which", lambda _name: None)
    monkeypatch.setattr(binaries, "DEBIAN_HOME", tmp_path)
    assert binaries.find_binaries() == tmp_path / "17" / "bin"


def test_no_server_at_all_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "_candidates", lambda: iter([tmp_path]))
    with pytest.raises(EmbeddedServerError, match="set DATABASE_URL"):
        binaries.find_binaries()
