"""An embedded server of its own for tests that start, stop and break one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from portal.kit.postgres.connection import Places, embedded_database
from portal.kit.postgres.server import embedded_server

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def made_var_dir() -> Iterator[Path]:
    """A VAR_DIR whose cluster was made once; private, as a clone below a home of rights 0700."""
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    with embedded_server(folder, fast=True):
        pass
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def var_dir(made_var_dir: Path) -> Iterator[Path]:
    """The module's VAR_DIR with nobody using its server before or after."""
    yield made_var_dir
    with embedded_server(made_var_dir, fast=True):
        pass
    assert not is_running(made_var_dir)


def query(var_dir: Path, sql: str, *, role: str = "app") -> Any:
    """The first value that `sql` gives, asked as one of the two roles."""
    entry = embedded_database(var_dir, role=role)
    with (
        closing(
            psycopg2.connect(
                host=entry["HOST"], port=entry["PORT"], user=entry["USER"], dbname=entry["NAME"]
            )
        ) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


def postmaster(var_dir: Path) -> int:
    """The process id of the running server."""
    return int((Places(var_dir).data / "postmaster.pid").read_text().split()[0])


def is_running(var_dir: Path) -> bool:
    """Whether the server was left running."""
    try:
        os.kill(postmaster(var_dir), 0)
    except (FileNotFoundError, ProcessLookupError):
        return False
    return True


class OtherProcess:
    """Another process that uses the server until it is told to end, or killed."""

    def __init__(self, var_dir: Path) -> None:
        code = (
            "import sys; from pathlib import Path; "
            "from portal.kit.postgres.server import embedded_server\n"
            f"with embedded_server(Path({str(var_dir)!r}), fast=True):\n"
            "    print('in', flush=True); sys.stdin.read()\n"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "in\n"

    def end(self) -> None:
        self.process.communicate("", timeout=30)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=30)


@pytest.fixture
def other_process(var_dir: Path) -> Iterator[OtherProcess]:
    other = OtherProcess(var_dir)
    yield other
    if other.process.poll() is None:
        other.kill()
