"""PostgreSQL's own programs run on one of our databases."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from portal.kit.postgres.binaries import EmbeddedServerError, find_binaries


class ProgramFailed(Exception):
    """A program ended with an error; its last words say why."""


def run(program: str, *words: str | Path, database: Mapping[str, object]) -> str:
    """Run pg_dump, pg_restore or psql on a database of the settings; its output as text.

    The password goes by the environment, never by the list of processes. Raises ProgramFailed, and
    EmbeddedServerError where the program is not on this machine.
    """
    done = subprocess.run(  # noqa: S603  # a program that we found ourselves, no shell
        [_find(program), *words],
        env=os.environ | _reach(database),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramFailed(f"{program}: {_last_lines(done.stderr)}")
    return done.stdout


def _find(program: str) -> Path:
    """Return the program beside the server's own ones, else the one that the machine has."""
    try:
        beside = find_binaries() / program
    except EmbeddedServerError:
        beside = Path(program)
    found = beside if beside.is_file() else shutil.which(program)
    if found is None:
        raise EmbeddedServerError(
            f"{program} is not on this machine (Debian: apt-get install postgresql-client)."
        )
    return Path(found)


def _reach(database: Mapping[str, object]) -> dict[str, str]:
    """Return how libpq reaches a database of Django's settings."""
    names = {"NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    names |= {"HOST": "PGHOST", "PORT": "PGPORT"}
    reach = {theirs: str(database[ours]) for ours, theirs in names.items() if database.get(ours)}
    options = database.get("OPTIONS")
    for option in ("sslmode", "sslrootcert", "sslcert", "sslkey"):
        if isinstance(options, Mapping) and option in options:
            reach[f"PG{option.upper()}"] = str(options[option])
    return reach | {"PGOPTIONS": "-c lock_timeout=30s"}


def _last_lines(output: str) -> str:
    lines: Sequence[str] = [line for line in output.splitlines() if line.strip()]
    return " ".join(lines[-3:]) or "no word"
