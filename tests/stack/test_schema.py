"""A database that begins with schema.sql is the one that each migration makes."""

import subprocess
import sys
from os import environ
from pathlib import Path

import pytest

from tests.stack.serving import NOT_OURS, ROOT

pytestmark = pytest.mark.stack
_DUMP = """
from django.db import connections
from portal.kit.postgres.schema_file import dump_schema
print(dump_schema(connections["owner"]))
"""


def _manage(folder: Path, *words: str) -> str:
    """Run a command on a database of that folder; its output."""
    theirs = {name: value for name, value in environ.items() if name not in NOT_OURS}
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=theirs | {"VAR_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _dumped(folder: Path) -> str:
    return _manage(folder, "shell", "--no-imports", "-c", _DUMP)


def _read_and_dumped(script: Path, folder: Path) -> str:
    """Return how the server writes what it has read: it puts some conditions in other words."""
    code = f"""
from pathlib import Path
from django.db import connections
from portal.kit.postgres import schema_file
schema_file.SCHEMA_FILE = {str(script)!r}
assert schema_file.load_schema(connections["owner"])
print(schema_file.dump_schema(connections["owner"]))
"""
    return _manage(folder, "shell", "--no-imports", "-c", code)


def test_both_ways_end_with_the_same_tables_and_rows(tmp_path):
    each = tmp_path / "each.sql"
    _manage(tmp_path / "each", "write_schema", "--output", str(each))
    _manage(tmp_path / "file", "migrate", "--verbosity=0")
    by_file = tmp_path / "file.sql"
    by_file.write_text(_dumped(tmp_path / "file"), encoding="utf-8")
    made, loaded = (
        _read_and_dumped(script, tmp_path / f"read-{script.stem}") for script in (each, by_file)
    )
    assert made == loaded
    assert made.count("CREATE TABLE") > 100
