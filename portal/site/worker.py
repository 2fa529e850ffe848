"""A gunicorn worker in which slow clients cost no thread.

A request is given to a thread once all of it is here, and what a client has not taken of an answer
waits beside the threads, too. So a few threads serve whoever is quick, however many connections
drip in their bytes or never read: each of those is a socket in the worker's one loop, and is closed
when its bytes come more slowly than `MIN_RATE`. A kept page takes no thread at all, and whoever
asks for a page that is being made for another waits beside the threads.
"""

import contextlib
import selectors
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Final

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from portal.site.client import Client, Refused
from portal.site.client_socket import LINGER_SECONDS, PIECE, ClientSocket
from portal.site.kept_answers import Answer, KeptAnswers
from portal.site.refusals import Refusing, refusal

# Seconds in which the head of a request must be here, and that each other wait may take as it is.
PATIENCE: Final = 10.0
# Bytes a second: what a longer wait must be earned with.
MIN_RATE: Final = 1024
# When others have waited so long for a page, one of them makes it, too: its maker may hang.
MAX_WAIT_SECONDS: Final = 10.0
# Where no connection can be taken, such as without descriptors: each try would fail at once.
PAUSE_SECONDS: Final = 1.0


@dataclass(slots=True)
class Waiting:
    """Those who wait for a page, its last maker, and since when that is at work."""

    since: float
    maker: Client
    clients: list[Client] = field(default_factory=list)
    # Those who have waited for another maker before.
    longer: list[Client] = field(default_factory=list)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's threads, for requests that are whole."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._in_loop: dict[Client, None] = {}
        self._looked_at = self._accepts_from = 0.0
        self._kept: KeptAnswers | None = None
        # Who waits for a page that a thread of this worker makes, by its question.
        self._awaiting: dict[str, Waiting] = {}

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self._kept = getattr(self.wsgi, "kept", None)

    def accept(self, listener: socket.socket) -> None:
        try:
            accepted, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        except OSError as error:
            self.log.warning("No connection can be taken just now: %s", error)
            self._accepts_from = time.monotonic() + PAUSE_SECONDS
            self.set_accept_enabled(False)
            return
        self.nr_conns += 1
        conn = Client(self.cfg, ClientSocket(accepted), address, listener.getsockname())
        self._await_request(conn, PATIENCE)
        self._on_readable(conn)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Take connections or not, as gunicorn asks for in each turn, but none in a pause."""
        super().set_accept_enabled(enabled and time.monotonic() >= self._accepts_from)

    def finish_request(self, conn: Client, done: Future[Any]) -> None:
        """Go on with a connection whose request has been answered, and with who waited for it."""
        waiting = self._awaiting.pop(conn.makes, None)
        conn.makes = ""
        try:
            conn.keeps_open = bool(done.result()) if not done.cancelled() else False
            # Where an answer failed in the middle, gunicorn has closed the socket already.
            self._sent(conn)
        except Exception:
            self._drop(conn)
        if waiting:
            self._send_on(waiting)

    def _send_on(self, waiting: Waiting) -> None:
        """Answer those who waited, or give them to threads: what they waited for is known."""
        for each in [*waiting.longer, *waiting.clients]:
            self._answer_or_hand_over(each)

    def _sent(self, conn: Client) -> None:
        """Go on with a connection that was sent an answer, as far as it was taken."""
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
        for question, waiting in list(self._awaiting.items()):
            if waiting.maker.sock.sent:
                # It is kept by now, or none is: all of a large file is not waited for.
                waiting.maker.makes = ""
                self._send_on(self._awaiting.pop(question))
            else:
                self._end_waits(question, waiting, now)

    def _end_waits(self, question: str, waiting: Waiting, now: float) -> None:
        """Let one who waits make the page, where its maker takes long; drop who waited for two.

        However many ask for a page whose makers hang, they do not fill the worker. The server in
        front has its copy for them.
        """
        if now - waiting.since <= MAX_WAIT_SECONDS:
            return
        gone, waiting.longer, waiting.clients = waiting.longer, waiting.clients, []
        waiting.since = now
        for conn in gone:
            self._drop(conn)
        if waiting.longer:
            waiting.maker = waiting.longer.pop(0)
            self._make(waiting.maker, question)

    def _await_request(self, conn: Client, seconds: float) -> None:
        self._watch(conn, selectors.EVENT_READ, self._on_readable, seconds)

    def _on_readable(self, conn: Client) -> None:
        try:
            data = conn.sock.recv_now(PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(conn)
            return
        if conn.received == 0:
            conn.since = time.monotonic()
        self._take(conn, data)

    def _take(self, conn: Client, data: bytes = b"") -> None:
        """Give a request that is whole to a thread; else let it earn more time with its body."""
        try:
            conn.take(data)
            is_complete = conn.is_complete()
        except Refused as refused:
            self._refuse(conn, refused.args[0])
            return
        except OSError:  # It was to be told to go on, and has gone.
            self._drop(conn)
            return
        if is_complete:
            self._answer_or_hand_over(conn)
        else:
            earned = conn.received / MIN_RATE if conn.body else 0
            conn.deadline = conn.since + PATIENCE + earned

    def _answer_or_hand_over(self, conn: Client) -> None:
        """Answer with a kept page; else let one thread make it, while others wait for that one."""
        found = self._find_kept(conn)
        if isinstance(found, Answer):
            self._answer(conn, found)
            return
        self._unwatch(conn)
        if found in self._awaiting:
            self._awaiting[found].clients.append(conn)
            return
        if found:
            self._awaiting[found] = Waiting(time.monotonic(), conn)
        self._make(conn, found)

    def _make(self, conn: Client, question: str = "") -> None:
        """Give a request to a thread; others may wait for the page that answers it."""
        conn.makes, conn.sock.sent = question, 0
        conn.hand_over()
        self.enqueue_req(conn)

    def _find_kept(self, conn: Client) -> Answer | str:
        """Return a kept page's answer, or the question to wait for; empty where there is none."""
        if self._kept is None or not self.alive or conn.body is not None:
            return ""
        found = self._kept.find(bytes(conn.head), conn.client) or ""
        waited = time.monotonic() - conn.since
        return "" if isinstance(found, str) and waited > MAX_WAIT_SECONDS else found

    def _refuse(self, conn: Client, status: str) -> None:
        """Answer at once, and take no other request: the rest of this one may still come."""
        self._answer(conn, Answer(refusal(status), keeps_open=False))

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Note an error as gunicorn does, and tell of it by a page of the site."""
        super().handle_error(req, Refusing(client), addr, exc)

    def _answer(self, conn: Client, answer: Answer) -> None:
        try:
            conn.sock.sendall(answer.data)
        except OSError:
            self._drop(conn)
            return
        conn.head.clear()
        conn.keeps_open = answer.keeps_open
        if conn in self._in_loop and conn.keeps_open and not conn.sock.has_waiting():
            # It is watched for its next request already.
            conn.begin()
            conn.deadline = conn.since + self.cfg.keepalive
            return
        self._unwatch(conn)
        self._sent(conn)

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
                self._take(conn)
            return
        with contextlib.suppress(OSError):
            conn.sock.shutdown(socket.SHUT_WR)
        self._watch(conn, selectors.EVENT_READ, self._on_leaving, LINGER_SECONDS)

    def _on_leaving(self, conn: Client) -> None:
        try:
            if conn.sock.recv_now(PIECE):
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
        self.poller.register(conn.sock, event, lambda _sock: callback(conn))
        self._in_loop[conn] = None

    def _unwatch(self, conn: Client) -> None:
        if conn in self._in_loop:
            del self._in_loop[conn]
            self.poller.unregister(conn.sock)

    def _drop(self, conn: Client) -> None:
        self._unwatch(conn)
        self.nr_conns -= 1
        conn.close()
