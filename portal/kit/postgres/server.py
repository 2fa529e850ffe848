"""The embedded server while somebody uses it: the first to come starts it, the last stops it.

Everyone who uses it holds a shared lock on one file, which the kernel drops whatever way a process
ends; starting and stopping happen under an exclusive lock on another.
"""

import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2

from portal.kit.files import locked, open_lock
from portal.kit.postgres.accounts import account_for
from portal.kit.postgres.binaries import EmbeddedServerError, find_binaries
from portal.kit.postgres.cluster import Cluster, explain
from portal.kit.postgres.connection import PORT, ROLES, Places

# Recovery after a power cut may take a while; backends of a killed server end within moments.
START_SECONDS = 120
LEFTOVERS_SECONDS = 15
MAX_LOG_BYTES = 20 * 1024 * 1024


@contextmanager
def embedded_server(var_dir: Path, *, fast: bool = False) -> Iterator[None]:
    """Keep the embedded server under `var_dir` running for the body of the `with`."""
    server = EmbeddedServer(var_dir, fast=fast)
    try:
        server.join()
    except OSError as error:
        raise EmbeddedServerError(
            f"Cannot use {server.places.home} ({error.strerror}): run as the user who owns it, "
            "or set VAR_DIR to a folder of your own."
        ) from error
    try:
        yield
    finally:
        server.leave()


def stop_abandoned_server(var_dir: Path) -> None:
    """Stop a server under `var_dir` that a killed process left running, unless another uses it."""
    server = EmbeddedServer(var_dir)
    if server.places.home.is_dir() and server.is_running():
        server.join()
        server.leave()


class EmbeddedServer:
    """One process's share in the embedded server of a VAR_DIR."""

    def __init__(self, var_dir: Path, *, fast: bool = False) -> None:
        self.places = Places(var_dir)
        self.fast = fast
        self._users: int | None = None
        self._joined_by = 0
        self._cluster: Cluster | None = None

    def join(self) -> None:
        """Use the server, starting it where it does not run."""
        self.places.home.mkdir(
            mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True
        )
        with locked(self.places.gate):
            if not self._answers():
                self._start()
            self._users = open_lock(self.places.users)
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self._joined_by = os.getpid()

    def leave(self) -> None:
        """Use the server no longer, and stop it unless another process does."""
        # A forked worker inherits our share of the lock, but its end is not ours.
        if self._users is None or self._joined_by != os.getpid():
            return
        with locked(self.places.gate):
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._stop()
            finally:
                os.close(self._users)
                self._users = None

    def is_running(self) -> bool:
        """Return whether a server of this folder runs, whether or not it takes questions yet."""
        pid_file = self.places.data / "postmaster.pid"
        return pid_file.exists() and self._is_our_server(pid_file)

    @property
    def cluster(self) -> Cluster:
        if self._cluster is None:
            binaries = find_binaries()
            account = account_for(self.places, binaries)
            self._cluster = Cluster(self.places, binaries, account, fast=self.fast)
        return self._cluster

    def _answers(self) -> bool:
        """Return whether the server takes our questions; waits while it recovers."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg2.connect(
                    host=str(self.places.socket_dir),
                    port=PORT,
                    user=ROLES["app"],
                    dbname="postgres",
                    connect_timeout=10,
                ).close()
            except psycopg2.OperationalError as error:
                waits = "starting up" in str(error) or "recovery mode" in str(error)
                if not waits or time.monotonic() > deadline:
                    return False
                time.sleep(0.1)
            else:
                return True

    def _start(self) -> None:
        cluster = self.cluster
        cluster.ensure()
        cluster.account.own(self.places.log.parent)
        self._own_socket_dir()
        self._forget_dead_server()
        if self.places.log.exists() and self.places.log.stat().st_size > MAX_LOG_BYTES:
            self.places.log.replace(self.places.log.with_suffix(".old"))
        deadline = time.monotonic() + LEFTOVERS_SECONDS
        while (output := self._try_to_start()) is not None:
            # A killed server's backends, or one that is just ending, still hold the folder.
            passing = "shared memory block" in output or "lock file" in output
            if not passing or time.monotonic() > deadline:
                raise EmbeddedServerError(explain(output, self.places.home))
            time.sleep(0.1)

    def _try_to_start(self) -> str | None:
        """Start the server; return its output where it failed, else None."""
        log = self.places.log
        already_logged = log.stat().st_size if log.exists() else 0
        # The shell that pg_ctl uses and PostgreSQL's list syntax both want quoting.
        socket_dir = str(self.places.socket_dir).replace("'", "'\\''")
        done = self.cluster.account.run(
            [
                self.cluster.binaries / "pg_ctl",
                "start",
                "--wait",
                f"--timeout={START_SECONDS}",
                f"--pgdata={self.places.data}",
                f"--log={log}",
                f"--options=-k '\"{socket_dir}\"' -p {PORT}",
            ]
        )
        if done.returncode == 0:
            return None
        logged = log.read_bytes()[already_logged:] if log.exists() else b""
        return logged.decode("utf-8", "replace") or done.stderr or done.stdout

    def _stop(self) -> None:
        self.cluster.account.run(
            [
                self.cluster.binaries / "pg_ctl",
                "stop",
                "--mode=fast",
                "--wait",
                f"--pgdata={self.places.data}",
            ]
        )

    def _own_socket_dir(self) -> None:
        folder, account = self.places.socket_dir, self.cluster.account
        account.own(folder)
        # Under the system's folder for temporary files, anyone could have made it before us.
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
            raise EmbeddedServerError(
                f"{folder} belongs to somebody else; remove it, or set VAR_DIR to a shorter path."
            )

    def _forget_dead_server(self) -> None:
        """Remove the lock files of a server that was killed, whoever has its process id now."""
        pid_file = self.places.data / "postmaster.pid"
        if not pid_file.exists() or self._is_our_server(pid_file):
            return
        for left in (pid_file, self.places.socket.with_name(self.places.socket.name + ".lock")):
            left.unlink(missing_ok=True)

    def _is_our_server(self, pid_file: Path) -> bool:
        pid = pid_file.read_text(encoding="utf-8").split("\n", 1)[0].strip()
        if not pid.isdigit() or not Path("/proc/self").exists():
            return True  # Cannot tell: PostgreSQL's own check decides.
        with suppress(FileNotFoundError):
            return Path(f"/proc/{pid}/cwd").readlink() == self.places.data.resolve()
        return False
