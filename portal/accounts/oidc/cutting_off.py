"""Connections that end at a deadline, however slowly the other side sends.

The time limit of a socket is for each read: who sends a byte now and then never meets it.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Lock, Timer
from typing import Any, Final

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Connections:
    """The connections of one session, which are shut together."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        self._are_shut = False
        self._changing = Lock()

    def add(self, opened: socket.socket) -> None:
        """Let a connection be shut with the others, at once where they are."""
        with self._changing:
            # A second name of it, by which it can be shut whatever becomes of the first.
            self._sockets.append(opened.dup())
        if self._are_shut:
            self.shut()

    def shut(self) -> None:
        """Let every read and write of the connections end now."""
        with self._changing:
            self._are_shut = True
            for each in self._sockets:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the second names back to the system."""
        with self._changing:
            while self._sockets:
                self._sockets.pop().close()


_opened: Final[ContextVar[Connections]] = ContextVar("opened")


@contextmanager
def cut_off(connections: Connections, *, at: float) -> Iterator[None]:
    """Shut the connections that are used inside at a moment of the monotonic clock."""
    token = _opened.set(connections)
    timer = Timer(at - time.monotonic(), connections.shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        _opened.reset(token)


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        opened = super()._new_conn()
        _opened.get().add(opened)
        return opened


class _Encrypted(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        opened = super()._new_conn()
        _opened.get().add(opened)
        return opened


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = _Encrypted


class Adapter(HTTPAdapter):
    """Opens connections that `cut_off` can shut; only inside of it."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make the pools of connections as ever, but of ours."""
        super().init_poolmanager(*args, **options)
        pools = {"http": _PlainPool, "https": _EncryptedPool}
        self.poolmanager.pool_classes_by_scheme = pools
