"""Starts who is measured: the site in several ways, plain Django, Wagtail, each with one worker."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.speed.databases import (
    Server,
    plain_environment,
    portal_environment,
    wagtail_environment,
)
from benchmarks.speed.options import ROOT, VAR_DIR
from benchmarks.speed.processes import (
    Cores,
    Process,
    free_port,
    on_cores,
    proportional_memory,
    seconds_of,
    workers_of,
)
from portal.kit.postgres.connection import ROLES

# As people run a peer: gunicorn's plain workers, a request after the other.
_SYNC: Final = ("-m", "gunicorn", "--worker-class", "sync", "--log-level", "warning",
                "--no-control-socket")  # fmt: skip
_GRANIAN: Final = ("-m", "granian", "--interface", "wsgi", "--blocking-threads", "1",
                   "--log-level", "error")  # fmt: skip


@dataclass(frozen=True)
class Site:
    """Somebody who answers."""

    name: str
    rows: int
    port: int
    process: Process

    def seconds(self) -> float:
        """Return the processor's seconds that its processes have used up to now."""
        return seconds_of(self.process.pid)

    def memory(self) -> list[int]:
        """Return the bytes of each of its workers."""
        found = [proportional_memory(pid) for pid in workers_of(self.process.pid)]
        return [size for size in found if size]


class Starter:
    """Starts sites on the serving core, each at a port of its own, and ends them all."""

    def __init__(self, server: Server, cores: Cores, first_port: int, stack: ExitStack) -> None:
        self._server, self._cores, self._stack = server, cores, stack
        self._port = first_port

    def portal(
        self, name: str, database: str, rows: int, *, settings: str = "quiet", cached: bool = False,
        workers: int = 1, folder: str = "site", **environment: str,
    ) -> Site:  # fmt: skip
        """Start the site as `make run` does, with settings of `benchmarks.speed.site`."""
        port = self._next_port()
        environment |= {
            "DJANGO_SETTINGS_MODULE": f"benchmarks.speed.site.{settings}",
            "PAGE_CACHE": str(int(cached)),
            "PORT": str(port),
            "WORKERS": str(workers),
        }
        found = portal_environment(self._server, database, folder=folder, **environment)
        return self._start(
            name, rows, port, [sys.executable, "manage.py", "serve", "--without-helper"], found
        )

    def plain(self, database: str, rows: int) -> Site:
        """Start plain Django on the same rows."""
        environment = plain_environment() | {
            "BENCH_DATABASE": database,
            "BENCH_SOCKET": str(self._server.places.socket_dir),
            "BENCH_USER": ROLES["app"],
            "PYTHONPATH": str(ROOT),
        }
        port = self._next_port()
        words = [sys.executable, *_GRANIAN, "--port", str(port)]
        words.append("benchmarks.speed.peers.plain:application")
        return self._start("plain Django", rows, port, words, environment)

    def wagtail(self, python: Path, database: str, rows: int, *, cached: bool = False) -> Site:
        """Start Wagtail, with wagtail-cache or without."""
        port = self._next_port()
        words = [str(python), *_SYNC, "--bind", f"127.0.0.1:{port}", "wagtail_site.wsgi"]
        environment = wagtail_environment(self._server, database, cached=cached)
        name = "Wagtail with wagtail-cache" if cached else "Wagtail"
        return self._start(name, rows, port, words, environment)

    def _start(
        self, name: str, rows: int, port: int, command: list[str], environment: dict[str, str]
    ) -> Site:
        log = VAR_DIR / "log" / f"{port}.log"
        print(f"… {name}, {rows:,} articles, port {port}", flush=True)
        with on_cores(self._cores.serving):
            process = Process(command, environment=environment, folder=ROOT, log=log)
        self._stack.callback(process.end)
        process.wait_for(port)
        return Site(name, rows, port, process)

    def _next_port(self) -> int:
        port = free_port(self._port)
        self._port = port + 1
        return port


@contextmanager
def starter(server: Server, cores: Cores, first_port: int) -> Iterator[Starter]:
    """Yield what starts sites; those that were started end with the body of the `with`."""
    with ExitStack() as stack:
        yield Starter(server, cores, first_port, stack)
