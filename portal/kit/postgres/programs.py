"""PostgreSQL's own programs run on one of our databases."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2.extensions import make_dsn

from portal.kit.postgres.binaries import EmbeddedServerError, find_binaries

# A table that somebody holds is waited for no longer.
_LOCK_TIMEOUT: Final = "-c lock_timeout=30s"


class ProgramFailed(Exception):
    """A program ended with an error; its last words say why."""


def run(program: str, *words: str | Path, database: BaseDatabaseWrapper | None = None) -> str:
    """Run pg_dump, pg_restore or psql, on the very database of a connection; its output as text.

    The password goes by the environment, never by the list of processes. Raises ProgramFailed, and
    EmbeddedServerError where the program is not on this machine.
    """
    reach, environment = _reach(database) if database else ([], {})
    done = subprocess.run(  # noqa: S603  # a program that we found ourselves, no shell
        [_find(program), *reach, *words],
        env=os.environ | environment,
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


def _reach(database: BaseDatabaseWrapper) -> tuple[list[str], dict[str, str]]:
    """Return the words and the variables by which libpq reaches what Django is connected to.

    Options of DATABASE_URL (another socket, a service, certificates) are among the words.
    """
    known = database.get_connection_params()
    for ours in ("cursor_factory", "client_encoding"):
        known.pop(ours, None)
    # No variable takes the second one: a key without a password is all that these programs use.
    secrets = {name: known.pop(name, "") for name in ("password", "sslpassword")}
    environment = {"PGPASSWORD": str(secrets["password"])} if secrets["password"] else {}
    if "options" in known:
        known["options"] = f"{known['options']} {_LOCK_TIMEOUT}"
    else:
        environment["PGOPTIONS"] = f"{os.environ.get('PGOPTIONS', '')} {_LOCK_TIMEOUT}".strip()
    return [f"--dbname={make_dsn(**known)}"], environment


def _last_lines(output: str) -> str:
    lines: Sequence[str] = [line for line in output.splitlines() if line.strip()]
    return " ".join(lines[-3:]) or "no word"
