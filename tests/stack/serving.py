"""The site as `make run` has it: its own process, database, files and port, ended at the end."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A first run makes a database, fills it and collects files; machines may be busy.
START_SECONDS = 300
END_SECONDS = 60
# What somebody has set for a site of his own is not for this one.
NOT_OURS = {"DATABASE_URL", "DATABASE_OWNER_URL", "SITE_URL", "DEBUG", "EMAIL_URL"}


@dataclass(slots=True)
class Site:
    """Where the site is, and where it keeps what it writes."""

    address: str
    folder: Path
    # What another process has to know to work on the same database.
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and wait until it answers."""
        theirs = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        port = self.environment["PORT"]
        with (self.folder / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", port],
                cwd=ROOT,
                env=theirs | self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _wait(self.process, int(port), self.folder)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def cut_power(self) -> None:
        """Kill all at once: server, workers, helper, and the PostgreSQL with its processes."""
        assert self.process is not None
        pid_file = self.folder / "postgres" / "data" / "postmaster.pid"
        postmaster = int(pid_file.read_text(encoding="ascii").split()[0])
        backends = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        os.kill(postmaster, signal.SIGKILL)
        os.killpg(self.process.pid, signal.SIGKILL)
        for each in backends:
            with suppress(ProcessLookupError):
                os.kill(int(each), signal.SIGKILL)
        self.process.wait()
        # The kernel ends the workers in its own time; until then one of them may still accept.
        while _listens(int(self.environment["PORT"])):
            time.sleep(0.1)


@contextmanager
def served() -> Iterator[Site]:
    """Serve the demo with its people on a free port of loopback."""
    # A short path, for the database's socket stands in it.
    folder = Path(tempfile.mkdtemp(prefix="portal-stack-"))
    port = _free_port()
    ours = {
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "DEMO_PASSWORD": secrets.token_urlsafe(12),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    site = Site(f"http://127.0.0.1:{port}", folder, ours)
    try:
        site.start()
        yield site
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if _listens(port):
            return
        time.sleep(0.5)
    log = (folder / "serve.log").read_text(errors="replace")[-2000:]
    raise RuntimeError(f"The site did not start within {START_SECONDS} s:\n{log}")


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
