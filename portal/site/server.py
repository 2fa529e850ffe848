"""The production server in this process: gunicorn on loopback, and a helper beside it."""

import contextlib
import ctypes
import errno
import gc
import os
import resource
import socket
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import CommandError
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from portal.site.succession import Succession, SurvivingWorker
from portal.site.worker import Worker
from portal.tasks.helper import Helper

ADDRESS = "127.0.0.1"
# By systemd's convention the first socket follows standard error.
FIRST_INHERITED = 3
# Each may hold a connection to the database.
THREADS = 4
RELOAD_SECONDS = 0.5
# Of malloc.h: how many heaps the threads of a process use together.
M_ARENA_MAX = -8
ARENAS = 2


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


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Workers forked from this process, with the application loaded before."""

    def __init__(
        self,
        application: WSGIHandler,
        *,
        taken: socket.socket,
        workers: int,
        when_ready: Callable[[], None],
        with_helper: bool = True,
        is_kept_alive: bool = False,
    ) -> None:
        """`is_kept_alive`: somebody holds the port, and begins this process anew when it ends."""
        self.application = application
        self.is_kept_alive = is_kept_alive
        self.succession = Succession(settings.VAR_DIR / "run", taken.getsockname()[1])
        self.helper: Helper | None = Helper() if with_helper else None
        self.options = {
            "bind": f"fd://{taken.detach()}",
            "workers": workers,
            "worker_class": SurvivingWorker if is_kept_alive else Worker,
            "threads": THREADS,
            # Most of them are slow ones that wait in a worker's loop, and cost no thread.
            "worker_connections": 2000,
            # Memory that is fragmented, or leaks in a library, does not grow for ever.
            "max_requests": 20_000,
            "max_requests_jitter": 5_000,
            "preload_app": True,
            "graceful_timeout": 5,
            "keepalive": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": ",".join(map(str, settings.TRUSTED_PROXIES)),
            # As nginx: a search for a paragraph is a search.
            "limit_request_line": 8190,
            # Nothing but the client's address and scheme comes of a header.
            "forwarder_headers": "",
            "proc_name": "portal",
            "when_ready": lambda _arbiter: when_ready(),
            "on_exit": lambda _arbiter: self.end_helper(),
        }
        super().__init__()

    def end_helper(self) -> None:
        if self.helper is not None:
            self.helper.end()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self.application

    def run(self) -> None:
        _share_memory()
        _allow_descriptors()
        Master(self).run()


def _share_memory() -> None:
    """Keep what workers inherit shared with them, and their memory in few pieces.

    A collector that walks through all objects would copy them; a thread with an arena of its own
    keeps what its largest page once took.
    """
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError, AttributeError):  # another C library than glibc
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def _allow_descriptors() -> None:
    """Let a worker hold all connections that it may: a shell says 1,024 descriptors and no more."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):  # where even what is allowed is too much
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Master(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Keeps the helper alive beside its workers; its loop comes by each second."""

    def manage_workers(self) -> None:
        super().manage_workers()
        if self.app.is_kept_alive:
            self.app.succession.announce()
        if self.app.helper is not None:
            self.app.helper.keep_alive()

    def handle_hup(self) -> None:
        """Exchange all workers; where we are begun anew, leave them to serve until that is done.

        The next master reads the code anew, which this one cannot.
        """
        if not self.app.is_kept_alive:
            super().handle_hup()
            return
        self.app.end_helper()
        # systemd is to see the end of its reload before that of its main process.
        time.sleep(RELOAD_SECONDS)
        os._exit(0)
