"""Processes of their own that answer from kept pages, as the workers of a site do."""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from portal.emergency.alerts import alerts_at
from portal.pagecache.pages import Application as AnyApplication
from portal.pagecache.pages import Environ
from portal.pagecache.wsgi import PageCache
from portal.site.access_log import AccessLog

FORK: Any = multiprocessing.get_context("fork")
SESSION = "sessionid=abcdefghij"
# A connection that was open before the fork is the other process's; collected, it would end it.
_inherited: list[Any] = []


@dataclass(frozen=True)
class Answer:
    """What a reader gets."""

    status: int
    headers: dict[str, str]
    body: bytes
    # Whether the loop has sent it, and no thread.
    is_from_loop: bool = False

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def is_hit(self) -> bool:
        return self.headers.get("Cache-Status") == "portal; hit"


class Application:
    """Answers with how often it was asked, for whom, and what; counts over all processes."""

    def __init__(
        self,
        *headers: tuple[str, str],
        status: str = "200 OK",
        seconds: float = 0.0,
        length: int = 0,
    ) -> None:
        self.headers, self.status, self.seconds, self.length = headers, status, seconds, length
        self.count: Any = FORK.Value("i", 0)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with self.count.get_lock():
            self.count.value += 1
        time.sleep(self.seconds)
        start_response(self.status, [("Content-Type", "text/html; charset=utf-8"), *self.headers])
        who = environ.get("HTTP_COOKIE", "nobody")
        text = f"{self.count.value} {who} {environ['PATH_INFO']}?{environ['QUERY_STRING']} "
        return [text.encode() + b"x" * self.length]


class Process:
    """A worker with a page cache; `prepare` runs in it before it answers.

    One that `has_loop` asks that first, as the site's do; others ask the application alone.
    """

    def __init__(
        self,
        application: AnyApplication | None = None,
        prepare: Callable[[], object] = lambda: None,
        goes_past: Callable[[Environ], bool] = lambda _environ: False,
        *,
        has_loop: bool = False,
    ) -> None:
        self.has_loop = has_loop
        self._pipe, theirs = FORK.Pipe()
        given = (application or WSGIHandler(), theirs, prepare, goes_past, has_loop)
        self._process = FORK.Process(target=_answer_all, args=given, daemon=True)
        self._process.start()

    def send(self, path: str, *, times: int = 1, **environ: str) -> None:
        """Ask, as several readers at once; `receive` waits for the answers."""
        self._pipe.send((path, times, environ))

    def receive(self) -> list[Answer]:
        assert self._pipe.poll(20), "the process does not answer"
        found: list[Answer] = self._pipe.recv()
        return found

    def ask(self, path: str, **environ: str) -> Answer:
        self.send(path, **environ)
        return self.receive()[0]

    def end(self) -> None:
        self._process.kill()
        self._process.join()


def in_process(act: Callable[[], object]) -> int:
    """Do something in a process of its own; return its exit status."""
    process = FORK.Process(target=lambda: (_leave_connections(), act(), os._exit(0)))
    process.start()
    process.join(20)
    return int(process.exitcode)


def keep_pages_in(folder: Path, settings: Any) -> None:
    """Let all pages that a test keeps lie in its own folder."""
    settings.VAR_DIR = folder
    settings.CACHES = settings.CACHES | {
        name: settings.CACHES[name] | {"LOCATION": folder / name}
        for name in ("pages", "query_pages")
    }


def ask(application: AnyApplication, path: str, **environ: str) -> Answer:
    """Ask an application in this process."""
    given: dict[str, Any] = {}

    def start_response(line: str, headers: list[tuple[str, str]]) -> None:
        given.update(status=int(line[:3]), headers=dict(headers))

    body = application(environ_of(path, **environ), start_response)
    return Answer(given["status"], given["headers"], b"".join(body))


def environ_of(path: str, **environ: str) -> Environ:
    """Return what WSGI says of a request."""
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **environ,
    }


def ask_worker(cache: PageCache, path: str, **environ: str) -> Answer:
    """Ask as a worker does: its loop, and a thread for what that does not answer."""
    found = AccessLog(cache, cache.kept_now).answer_now(environ_of(path, **environ))
    if found is None:
        return ask(cache, path, **environ)
    status, headers, body = found
    return Answer(int(status[:3]), dict(headers), body, is_from_loop=True)


def _answer_all(
    application: AnyApplication,
    pipe: Any,
    prepare: Callable[[], object],
    goes_past: Callable[[Environ], bool],
    has_loop: bool,
) -> None:
    _leave_connections()
    prepare()
    cache = PageCache(application, alerts_at, goes_past=goes_past)
    answer = ask_worker if has_loop else ask
    while True:
        path, times, environ = pipe.recv()
        if times == 1:  # in the thread whose connection to the database is open
            pipe.send([answer(cache, path, **environ)])
            continue
        with ThreadPoolExecutor(times) as readers:
            futures = [readers.submit(answer, cache, path, **environ) for _ in range(times)]
            pipe.send([reader.result() for reader in futures])


def _leave_connections() -> None:
    for connection in connections.all(initialized_only=True):
        _inherited.append(connection.connection)
        connection.connection = None
        connection.in_atomic_block = False
