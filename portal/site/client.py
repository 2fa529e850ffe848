"""A connection of a worker with as much of its next request as has come."""

import contextlib
import re
import tempfile
import time
from typing import IO, Any, Final

from gunicorn.http.parser import RequestParser
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn

from portal.site.client_socket import MAX_IN_MEMORY, PIECE, ClientSocket

MAX_HEAD: Final = 65_536
# Above what any form of ours takes (docs/van-hanh.md tells the server in front 55 MB).
MAX_BODY: Final = 60_000_000

_LENGTH: Final = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)[ \t]*\r\n", re.IGNORECASE)
_CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_EXPECTS: Final = re.compile(rb"\r\nexpect:", re.IGNORECASE)
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class _Unreader(SocketUnreader):  # type: ignore[misc]  # gunicorn has no types
    """Gives the parser what has arrived before it asks the socket."""

    arrived: IO[bytes] | None = None

    def chunk(self, size_hint: int | None = None) -> bytes:
        data = self.arrived.read(max(size_hint or 0, PIECE)) if self.arrived else b""
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
        # The question whose page this connection's thread makes for others, too.
        self.makes = ""
        self.begin()

    def begin(self) -> None:
        """Wait for the next request; its beginning may have come with the one before."""
        self.head = bytearray(self.parser.unreader.take_surplus())
        self.body: IO[bytes] | None = None
        self.missing = 0
        self.since = time.monotonic()
        self.received = len(self.head)

    def take(self, data: bytes) -> None:
        """Take in what has come; a longer body goes to a file. Raise Refused on a full disk."""
        self.received += len(data)
        if self.body is None:
            self.head += data
            return
        self.missing -= len(data)
        try:
            self.body.write(data)
            if self.missing <= 0:
                # What is still in a buffer may be what finds no room.
                self.body.flush()
        except OSError as error:
            raise Refused("507 Insufficient Storage") from error

    def is_complete(self) -> bool:
        """Return whether the request is here; raise Refused for one that never should be."""
        if self.body is None:
            end = self.head.find(b"\r\n\r\n") + 4
            if end < 4:
                if len(self.head) > MAX_HEAD:
                    # The parser would wait for more of it, and hold a thread.
                    raise Refused("431 Request Header Fields Too Large")
                return False
            self._begin_body(end)
        return self.missing <= 0

    def _begin_body(self, end: int) -> None:
        if _CHUNKED.search(self.head, 0, end):
            raise Refused("411 Length Required")
        self.missing = end + self._length(end) - len(self.head)
        if self.missing > 0:
            self.body = tempfile.SpooledTemporaryFile(MAX_IN_MEMORY)  # noqa: SIM115  # read later
            if _EXPECTS.search(self.head, 0, end):
                self.sock.sendall(_CONTINUE)

    def _length(self, end: int) -> int:
        """Return the length of the body, as the parser will; raise Refused for too long a one."""
        found = _LENGTH.search(self.head, 0, end)
        digits = found[1].lstrip(b"0") if found else b""
        if len(digits) > len(str(MAX_BODY)) or int(digits or b"0") > MAX_BODY:
            raise Refused("413 Content Too Large")
        return int(digits or b"0")

    def hand_over(self) -> None:
        """Let the parser find the request."""
        self.parser.unreader.unread(bytes(self.head))
        self.head.clear()
        if self.body is not None:
            self.body.seek(0)
            self.parser.unreader.arrived, self.body = self.body, None

    def close(self, graceful: bool = False) -> None:
        for body in (self.body, self.parser.unreader.arrived):
            if body is not None:
                # On a full disk even this fails, but for the descriptor.
                with contextlib.suppress(OSError):
                    body.close()
        super().close(graceful=False)


class Refused(Exception):
    """The status with which a request is refused before it is here."""
