"""A connection of a worker's loop: sending never blocks, whatever the client takes."""

import contextlib
import os
import selectors
import socket
import tempfile
from collections import deque
from typing import IO, Any, Final

# A whole request is here, so nothing is worth a long wait.
LINGER_SECONDS: Final = 2.0
# Of one answer or request so much waits in memory, the rest in a file without a name.
MAX_IN_MEMORY: Final = 500_000
PIECE: Final = 65_536


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
        for start in range(offset, end, PIECE):
            self.sendall(os.pread(file.fileno(), min(PIECE, end - start), start))
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
        while data:
            # A disk that fills up takes a part first, and fails with the next.
            taken = os.pwrite(self._spool.fileno(), data, self._spool_end)
            self._spool_end += taken
            data = data[taken:]

    def _flush_spool(self) -> None:
        while self._spool is not None:
            piece = min(PIECE, self._spool_end - self._spool_at)
            taken = os.sendfile(self.fileno(), self._spool.fileno(), self._spool_at, piece)
            if not taken:
                raise OSError("The file in which an answer waits has an end too soon.")
            self._spool_at += self._count(taken)
            if self._spool_at == self._spool_end:
                self._spool.close()
                self._spool = None

    def _count(self, taken: int) -> int:
        self.sent += taken
        return taken
