"""Makes the embedded server's data folder: whole or not at all, with both roles in it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from portal.kit.postgres.accounts import Account
from portal.kit.postgres.binaries import EmbeddedServerError, major_version
from portal.kit.postgres.connection import DATABASE, ROLES, Places

SPACE_NEEDED = 120 * 1024 * 1024

SETTINGS = """
# Written once when this folder was made. No network: only the socket in a private folder.
listen_addresses = ''
max_connections = 60
shared_buffers = '128MB'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_min_messages = warning
"""
# For tests: nothing in there is worth a wait for the disk, and several restore a site at once.
FAST_SETTINGS = """
max_locks_per_transaction = 256
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
"""


@dataclass(frozen=True)
class Cluster:
    """A data folder with the programs and the account that serve it."""

    places: Places
    binaries: Path
    account: Account
    fast: bool = False

    def ensure(self) -> None:
        """Make the data folder where there is none; refuse another major version's."""
        if not self.places.data.exists():
            self._make()
            return
        found = (self.places.data / "PG_VERSION").read_text(encoding="ascii").strip()
        ours = major_version(self.binaries)
        if found != ours:
            raise EmbeddedServerError(
                f"{self.places.data} belongs to PostgreSQL {found}, but this is {ours}: carry the "
                f"data over with pg_dump and pg_restore of {found}, or move that folder away to "
                "start anew."
            )

    def _make(self) -> None:
        # Under another name until all is in it, so that a half-made folder is never taken for one.
        unfinished = self.places.data.with_name("data.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        if shutil.disk_usage(self.places.home).free < SPACE_NEEDED:
            raise EmbeddedServerError(
                f"Too little space for the database in {self.places.home}: free some 200 MB, or "
                "point VAR_DIR to another disk."
            )
        self.account.own(unfinished)
        try:
            self._init(unfinished)
            self._add_roles(unfinished)
            unfinished.rename(self.places.data)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def _init(self, folder: Path) -> None:
        command: list[str | Path] = [
            self.binaries / "initdb",
            f"--pgdata={folder}",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--auth=trust",
            "--no-instructions",
        ]
        if self.fast:
            command.append("--no-sync")
        self._run(command)
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(SETTINGS + (FAST_SETTINGS if self.fast else ""))

    def _add_roles(self, folder: Path) -> None:
        command: list[str | Path] = [
            self.binaries / "postgres",
            "--single",
            "-c",
            "exit_on_error=true",
            "-D",
            folder,
            "template1",
        ]
        # One statement a line is what the single-user server reads.
        self._run(command, stdin="\n".join(self._statements()) + "\n")

    def _statements(self) -> list[str]:
        owner, app = ROLES["owner"], ROLES["app"]
        # Tests make databases and roles of their own; nobody else's application may.
        may_create = " CREATEDB CREATEROLE" if self.fast else ""
        default = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT"  # copied into each database
        return [
            f"CREATE ROLE {owner} LOGIN;",
            f"CREATE ROLE {app} LOGIN{may_create};",
            f"{default} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};",
            f"{default} USAGE, SELECT, UPDATE ON SEQUENCES TO {app};",
            f"CREATE DATABASE {DATABASE} OWNER {owner};",
        ]

    def _run(self, command: list[str | Path], *, stdin: str = "") -> None:
        done = self.account.run(command, stdin=stdin)
        if done.returncode != 0:
            raise EmbeddedServerError(explain(done.stderr or done.stdout, self.places.home))


def explain(output: str, home: Path) -> str:
    """Return one line for a person out of what PostgreSQL's programs said."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return f"The disk of {home} is full: free some 200 MB, or point VAR_DIR to another disk."
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line]
    reason = (errors or lines or ["no reason given"])[0]
    return f"The embedded PostgreSQL does not start: {reason} (files: {home})."
