"""The ASGI application that the server runs: the WSGI one, in a few threads.

A request takes a thread once all of it is here, and what a client has not taken of an answer waits
beside the threads. So whoever is slow holds a socket and nothing else, and a few threads, each with
its connection to the database, serve whoever is quick. A cached page takes no thread at all.
"""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any, Final
from urllib.parse import unquote_to_bytes

from django.conf import settings

from portal.kit.proxies import is_trusted, parse_address
from portal.pagecache.pages import Application, Environ, Headers
from portal.wsgi import application as wsgi_application

type Message = dict[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]

# Each may hold a connection to the database.
THREADS: Final = 4
# Seconds in which a body must be here, and the bytes a second that earn it more.
PATIENCE: Final = 10.0
MIN_RATE: Final = 1024
# Above what any form of ours takes (docs/van-hanh.md tells the server in front 55 MB).
MAX_BODY: Final = 60_000_000
MAX_IN_MEMORY: Final = 512 * 1024
PIECE: Final = 64 * 1024
_REFUSAL: Final = "Chưa nhận được: gửi quá lớn hoặc quá chậm. Hãy quay lại và rút gọn.\n".encode()
_PLAIN: Final = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]


class Threads:
    """An ASGI application that asks a WSGI one in threads."""

    def __init__(self, application: Application, threads: int = THREADS) -> None:
        """An application that has `answer_now(environ)` is asked by that first, in the loop."""
        self._application = application
        self._answer_now = getattr(application, "answer_now", lambda _environ: None)
        self._threads = ThreadPoolExecutor(threads, "request")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        environ = _environ(scope)
        if (now := self._answer_now(environ)) is not None:
            await _send(send, *now)
            return
        with tempfile.SpooledTemporaryFile(MAX_IN_MEMORY) as body:
            if refused := await _take(receive, body, environ):
                await _send(send, refused, _PLAIN, _REFUSAL)
            else:
                await self._ask(environ, send)

    async def _ask(self, environ: Environ, send: Send) -> None:
        said = _Said(asyncio.get_running_loop())
        done = said.loop.run_in_executor(self._threads, said.take, self._application, environ)
        done.add_done_callback(lambda _done: said.news.set())
        await said.news.wait()
        if said.file is None:
            await done
            await _send(send, said.status, said.headers, said.body)
            return
        await _begin(send, said.status, said.headers)
        with said.file as file:
            sent, is_over = 0, False
            while not is_over:
                await said.news.wait()
                said.news.clear()
                is_over = done.done()
                while piece := os.pread(file.fileno(), PIECE, sent):
                    sent += len(piece)
                    await _more(send, piece)
        # Raises what the application has: then the answer breaks off, and is no shorter one.
        await done
        await _end(send)


class _Said:
    """What the application says, in a thread: all at once, or piece by piece into a file."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop, self.news = loop, asyncio.Event()
        self.status, self.body = "", b""
        self.headers: Headers = []
        self.file: IO[bytes] | None = None

    def take(self, application: Application, environ: Environ) -> None:
        answer = application(environ, self._begin)
        try:
            if isinstance(answer, list):
                self.body = b"".join(answer)
                return
            file = tempfile.TemporaryFile()  # noqa: SIM115  # closed when it is sent
            for piece in answer:
                file.write(piece)
                file.flush()
                self.file = file
                self.loop.call_soon_threadsafe(self.news.set)
        finally:
            getattr(answer, "close", bool)()

    def _begin(self, status: str, headers: Headers, _error: object = None) -> None:
        self.status, self.headers = status, headers


async def _take(receive: Receive, body: IO[bytes], environ: Environ) -> str:
    """Read the body into a file; return the status of a refusal, or nothing."""
    environ["wsgi.input"] = body
    if not environ.keys() & {"CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"}:
        return ""
    began, size, has_more = asyncio.get_running_loop().time(), 0, True
    try:
        async with asyncio.timeout(PATIENCE) as limit:
            while has_more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return "400 Bad Request"
                size += body.write(message.get("body", b""))
                if size > MAX_BODY:
                    return "413 Content Too Large"
                limit.reschedule(began + PATIENCE + size / MIN_RATE)
                has_more = message.get("more_body", False)
    except TimeoutError:
        return "408 Request Timeout"
    except OSError:
        return "507 Insufficient Storage"
    body.seek(0)
    environ["CONTENT_LENGTH"] = str(size)
    return ""


def _environ(scope: Message) -> Environ:
    """Return what WSGI says of a request; the scheme as a trusted proxy has it."""
    client = (scope["client"] or [""])[0]
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": client,
        "wsgi.url_scheme": "http",
    }
    for name, value in scope["headers"]:
        # With an underline it would be taken for another one's.
        if b"_" not in name:
            key = name.decode("latin-1").upper().replace("-", "_")
            key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
            text = value.decode("latin-1")
            between = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{between}{text}" if key in environ else text
    if environ.get("HTTP_X_FORWARDED_PROTO") == "https" and is_trusted(
        parse_address(client), settings.TRUSTED_PROXIES
    ):
        environ["wsgi.url_scheme"] = "https"
    return environ


async def _send(send: Send, status: str, headers: Headers, body: bytes) -> None:
    await _begin(send, status, headers)
    await send({"type": "http.response.body", "body": body})


async def _begin(send: Send, status: str, headers: Headers) -> None:
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": int(status[:3]), "headers": pairs})


async def _more(send: Send, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})


async def _end(send: Send) -> None:
    await send({"type": "http.response.body", "body": b""})


application = Threads(wsgi_application)
