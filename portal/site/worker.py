"""A gunicorn worker in which slow clients cost no thread.

A request is given to a thread once all of it is here, and what a client has not taken of an answer
waits beside the threads, too. So a few threads serve whoever is quick, however many connections
drip in their bytes or never read: each of those is a socket in the worker's one loop, and is closed
when its bytes come more slowly than `MIN_RATE`.
"""

import contextlib
import os
import re
import selectors
import socket
import tempfile
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import IO, Any, Final

from gunicorn.http.parser import RequestParser
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

# Seconds in which the head of a request must be here, and that each other wait may take as it is.
PATIENCE: Final = 10.0
# Bytes a second: what a longer wait must be earned with.
MIN_RATE: Final = 1024
LINGER_SECONDS: Final = 2.0
MAX_HEAD: Final = 65_536
# Above what any form of ours takes (docs/van-hanh.md tells the server in front 55 MB).
MAX_BODY: Final = 60_000_000
# Of one answer or request so much waits in memory, the rest in a file without a name.
MAX_IN_MEMORY: Final = 500_000
_PIECE: Final = 65_536

_LENGTH: Final = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_EXPECTS: Final = re.compile(rb"\r\nexpect:", re.IGNORECASE)
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
_REFUSAL: Final = b"HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class ClientSocket(socket.socket):
    """A connection on which sending never blocks: what the client does not take yet waits."""

    def __init__(self, accepted: socket.socket) -> None:
        super().__init__(fileno=accepted.detach())
        super().setblocking(False)
        self.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._waiting: deque[memoryview] = deque()
        self._spool: IO[bytes] | None = None
        self._spool_at = self._spool_end = self._in_memory = 0
        self.sent = 0

    def setblocking(self, flag: bool) -> None:
        """Stay as it is, whatever gunicorn asks for."""

    def settimeout(self, value: float | None) -> None:
        """Stay as it is, whatever gunicorn asks for."""

    def recv(self, bufsize: int, flags: int = 0) -> bytes:
        """Receive, for a thread: a whole request is here, so nothing is worth a long wait."""
        try:
            return super().recv(bufsize, flags)
        except BlockingIOError:
            with selectors.DefaultSelector() as selector:
                selector.register(self, selectors.EVENT_READ)
                selector.select(LINGER_SECONDS)
            return self.recv_now(bufsize)

    def recv_now(self, size: int) -> bytes:
        """Receive what is here; raise BlockingIOError where nothing is."""
        return super().recv(size)

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send what the client takes at once, and let the rest wait."""
        rest = memoryview(data)
        if not self.has_waiting():
            with contextlib.suppress(BlockingIOError):
                rest = rest[self._count(super().send(rest)) :]
        if not rest:
            return
        if self._spool is None and self._in_memory + len(rest) <= MAX_IN_MEMORY:
            self._waiting.append(rest)
            self._in_memory += len(rest)
        else:
            self._spool_out(rest)

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        """Send from a file piece by piece; one that is not taken at once is copied, not held."""
        end = os.fstat(file.fileno()).st_size if count is None else offset + count
        for start in range(offset, end, _PIECE):
            self.sendall(os.pread(file.fileno(), min(_PIECE, end - start), start))
        return end - offset

    def has_waiting(self) -> bool:
        return bool(self._waiting) or self._spool is not None

    def flush(self) -> bool:
        """Send as much as the client takes; return whether that was all."""
        try:
            while self._waiting:
                taken = self._count(super().send(self._waiting[0]))
                self._in_memory -= taken
                self._waiting[0] = self._waiting[0][taken:]
                if not self._waiting[0]:
                    self._waiting.popleft()
            self._flush_spool()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        self._waiting.clear()
        if self._spool is not None:
            self._spool.close()
            self._spool = None
        super().close()

    def _spool_out(self, data: memoryview) -> None:
        if self._spool is None:
            self._spool = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # closed when sent
            self._spool_at = self._spool_end = 0
        os.pwrite(self._spool.fileno(), data, self._spool_end)
        self._spool_end += len(data)

    def _flush_spool(self) -> None:
        while self._spool is not None:
            piece = min(_PIECE, self._spool_end - self._spool_at)
            taken = os.sendfile(self.fileno(), self._spool.fileno(), self._spool_at, piece)
            self._spool_at += self._count(taken)
            if self._spool_at == self._spool_end:
                self._spool.close()
                self._spool = None

    def _count(self, taken: int) -> int:
        self.sent += taken
        return taken


class _Unreader(SocketUnreader):  # type: ignore[misc]  # gunicorn has no types
    """Gives the parser what has arrived before it asks the socket."""

    arrived: IO[bytes] | None = None

    def chunk(self, size_hint: int | None = None) -> bytes:
        data = self.arrived.read(max(size_hint or 0, _PIECE)) if self.arrived else b""
        return data or bytes(super().chunk(size_hint))

    def take_surplus(self) -> bytes:
        """Return what has come behind the request: the beginning of the next one."""
        surplus = bytes(self.take_buffered())
        if self.arrived:
            surplus += self.arrived.read()
            self.arrived.close()
            self.arrived = None
        return surplus


class Client(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection with as much of its next request as has come."""

    sock: ClientSocket

    def __init__(self, cfg: Any, sock: ClientSocket, client: Any, server: Any) -> None:
        super().__init__(cfg, sock, client, server)
        self.data_ready = True
        self.parser = RequestParser(cfg, sock, client)
        self.parser.unreader = _Unreader(sock)
        self.deadline = 0.0
        self.keeps_open = False
        self.begin()

    def begin(self) -> None:
        """Wait for the next request; its beginning may have come with the one before."""
        self.head = bytearray(self.parser.unreader.take_surplus())
        self.body: IO[bytes] | None = None
        self.missing = 0
        self.since = time.monotonic()
        self.received = len(self.head)

    def take(self, data: bytes) -> None:
        """Take in what has come; a longer body goes to a file."""
        self.received += len(data)
        if self.body is None:
            self.head += data
        else:
            self.body.write(data)
            self.missing -= len(data)

    def is_complete(self) -> bool:
        """Return whether the request is here; raise Refused for one that never should be."""
        if self.body is None:
            end = self.head.find(b"\r\n\r\n") + 4
            if end < 4:
                # The parser has the answer to a head that is too long.
                return len(self.head) > MAX_HEAD
            self._begin_body(end)
        return self.missing <= 0

    def _begin_body(self, end: int) -> None:
        if _CHUNKED.search(self.head, 0, end):
            raise Refused(b"411 Length Required")
        found = _LENGTH.search(self.head, 0, end)
        length = int(found[1]) if found else 0
        if length > MAX_BODY:
            raise Refused(b"413 Content Too Large")
        self.missing = end + length - len(self.head)
        if self.missing > 0:
            self.body = tempfile.SpooledTemporaryFile(MAX_IN_MEMORY)  # noqa: SIM115  # read later
            if _EXPECTS.search(self.head, 0, end):
                self.sock.sendall(_CONTINUE)

    def hand_over(self) -> None:
        """Let the parser find the request."""
        self.parser.unreader.unread(bytes(self.head))
        self.head.clear()
        if self.body is not None:
            self.body.seek(0)
            self.parser.unreader.arrived, self.body = self.body, None

    def close(self, graceful: bool = False) -> None:
        if self.body is not None:
            self.body.close()
        self.parser.unreader.take_surplus()
        super().close(graceful=False)


class Refused(Exception):
    """The status with which a request is refused before it is here."""


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's threads, for requests that are whole."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._in_loop: dict[Client, None] = {}
        self._looked_at = 0.0

    def accept(self, listener: socket.socket) -> None:
        try:
            accepted, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        conn = Client(self.cfg, ClientSocket(accepted), address, listener.getsockname())
        self._await_request(conn, PATIENCE)
        self._on_readable(conn)

    def finish_request(self, conn: Client, done: Future[Any]) -> None:
        """Go on with a connection whose request has been answered, as far as it was taken."""
        try:
            conn.keeps_open = bool(done.result()) if not done.cancelled() else False
        except Exception:
            self._drop(conn)
            return
        if conn.sock.has_waiting():
            conn.since, conn.sock.sent = time.monotonic(), 0
            self._watch(conn, selectors.EVENT_WRITE, self._on_writable, PATIENCE)
        else:
            self._after(conn)

    def murder_pending(self) -> None:
        """Close what is late: gunicorn calls this with each turn of its loop."""
        now = time.monotonic()
        if now - self._looked_at < 0.5:
            return
        self._looked_at = now
        for conn in list(self._in_loop):
            if not self.alive and conn.received == 0:
                conn.deadline = min(conn.deadline, now + STOP_KEEPALIVE_LINGER)
            if conn.deadline < now:
                self._drop(conn)

    def _await_request(self, conn: Client, seconds: float) -> None:
        self._watch(conn, selectors.EVENT_READ, self._on_readable, seconds)

    def _on_readable(self, conn: Client) -> None:
        try:
            data = conn.sock.recv_now(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(conn)
            return
        if conn.received == 0:
            conn.since = time.monotonic()
        conn.take(data)
        self._hand_over(conn)

    def _hand_over(self, conn: Client) -> None:
        """Give a request that is whole to a thread; else let it earn more time with its body."""
        try:
            is_complete = conn.is_complete()
        except Refused as refused:
            conn.sock.sendall(_REFUSAL % refused.args)
            self._unwatch(conn)
            self._after(conn)
            return
        if is_complete:
            self._unwatch(conn)
            conn.hand_over()
            self.enqueue_req(conn)
        else:
            earned = conn.received / MIN_RATE if conn.body else 0
            conn.deadline = conn.since + PATIENCE + earned

    def _on_writable(self, conn: Client) -> None:
        try:
            is_sent = conn.sock.flush()
        except OSError:
            self._drop(conn)
            return
        conn.deadline = conn.since + PATIENCE + conn.sock.sent / MIN_RATE
        if is_sent:
            self._unwatch(conn)
            self._after(conn)

    def _after(self, conn: Client) -> None:
        """Wait for the next request, or end: a last answer is not cut off by what still comes."""
        if conn.keeps_open:
            conn.begin()
            self._await_request(conn, self.cfg.keepalive)
            if conn.received:
                self._hand_over(conn)
            return
        with contextlib.suppress(OSError):
            conn.sock.shutdown(socket.SHUT_WR)
        self._watch(conn, selectors.EVENT_READ, self._on_leaving, LINGER_SECONDS)

    def _on_leaving(self, conn: Client) -> None:
        try:
            if conn.sock.recv_now(_PIECE):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._drop(conn)

    def _watch(
        self, conn: Client, event: int, callback: Callable[[Client], None], seconds: float
    ) -> None:
        conn.deadline = time.monotonic() + seconds
        self._in_loop[conn] = None
        self.poller.register(conn.sock, event, lambda _sock: callback(conn))

    def _unwatch(self, conn: Client) -> None:
        if conn in self._in_loop:
            del self._in_loop[conn]
            self.poller.unregister(conn.sock)

    def _drop(self, conn: Client) -> None:
        self._unwatch(conn)
        self.nr_conns -= 1
        conn.close()
