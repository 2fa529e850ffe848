"""The production server in this process: granian on loopback, with workers that load the site."""

import contextlib
import errno
import multiprocessing
import os
import resource
import socket
from functools import partial
from importlib import import_module
from typing import Any

from django.core.management.base import CommandError
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketHolder  # type: ignore[attr-defined]  # its stubs are behind
from granian.server import MPServer

from portal.kit.dotenv import taken_from_file
from portal.tasks.helper import end_with

ADDRESS = "127.0.0.1"
TARGET = "portal.asgi:application"
# By systemd's convention the first socket follows standard error.
FIRST_INHERITED = 3
# Most of them are slow ones that wait in a worker's loop, and cost no thread.
MAX_CONNECTIONS = 2048
# Seconds: for the head of a request, and for the next one on a connection.
HEAD_SECONDS = 10
# Longer than a worker takes to load the site on a machine with other things to do.
LOAD_SECONDS = 10
END_SECONDS = 5
# Where systemd holds the port: until it has begun the next master.
ORPHAN_SECONDS = 30
# Of the memory that is fragmented, or leaks in a library, none grows for ever.
MAX_MEGABYTES = 600


def inherited_socket() -> socket.socket | None:
    """Return the socket that systemd listens on for us; None where we were started otherwise.

    Whoever connects while this process is exchanged waits in that socket's queue.
    """
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1":
        return None
    # The helper and the workers inherit none of it.
    for name in ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"):
        os.environ.pop(name, None)
    return socket.socket(fileno=FIRST_INHERITED)


def reserve_port(port: int) -> socket.socket:
    """Return a socket bound to `port`, not listening; raise CommandError if it is taken."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((ADDRESS, port))
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} is used by another program: end that, or take another port with "
                f"make run PORT={port + 1}."
            ) from error
        raise CommandError(
            f"Port {port} cannot be used ({error.strerror}): take another with make run PORT=8001."
        ) from error
    return taken


class Server(MPServer):
    """Workers that each load the application anew: SIGHUP takes new code, one after the other."""

    def __init__(
        self, taken: socket.socket, workers: int, target: str = TARGET, *, patience: float = 0
    ) -> None:
        """All of them accept from the one socket: none that waits in it is lost with a worker.

        A worker whose master was killed serves on for `patience` seconds.
        """
        super().__init__(
            target, ADDRESS, taken.getsockname()[1],
            interface=Interfaces.ASGINL, http=HTTPModes.http1, websockets=False,
            loop=Loops.asyncio, workers=workers, backpressure=MAX_CONNECTIONS,
            http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000),
            respawn_failed_workers=True, respawn_interval=LOAD_SECONDS,
            workers_kill_timeout=END_SECONDS, workers_max_rss=MAX_MEGABYTES,
            log_level=LogLevels.error,
        )  # fmt: skip
        self._taken, self._patience = taken, patience
        # From here on whoever comes waits for the first worker.
        taken.listen(MAX_CONNECTIONS)

    def _init_shared_socket(self) -> None:
        self._taken.set_inheritable(True)
        self._sso: Any = self._taken
        self._shd: Any = SocketHolder(  # type: ignore[call-arg]  # its stubs are behind
            self._taken.fileno(), False, MAX_CONNECTIONS
        )

    def run(self) -> None:
        """Serve until a signal ends it."""
        multiprocessing.set_start_method("spawn", force=True)
        # A worker reads the file anew, as it loads the code anew.
        for name in taken_from_file:
            os.environ.pop(name, None)
        # A thread with an arena of its own keeps what its largest page once took.
        os.environ.setdefault("MALLOC_ARENA_MAX", "2")
        _allow_descriptors()
        self.serve(target_loader=partial(_load, self._patience))


def _allow_descriptors() -> None:
    """Let a worker hold all connections that it may: a shell says 1,024 descriptors and no more."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):  # where even what is allowed is too much
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _load(patience: float, target: str) -> Any:
    """Return the application, in a worker."""
    end_with(os.getppid(), patience)
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
