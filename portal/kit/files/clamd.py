"""Asks a virus scanner that speaks clamd's protocol, within a deadline, whatever it answers."""

import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

CHUNK_SIZE: Final = 64 * 1024
# Who does not take a call at once is not there.
CONNECT_SECONDS: Final = 3.0
_MAX_ANSWER: Final = 4096
MAX_VERSION: Final = 40
_DEFAULT_PORT: Final = 3310


class Unavailable(Exception):
    """The scanner gave no verdict: it is away, too slow, or says something that is none."""


class Unscannable(Unavailable):
    """The scanner is there and gives no verdict on this very file, such as one too large for it."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a scanner listens: a socket in the file system, or host and port."""

    path: str = ""
    host: str = ""
    port: int = 0

    def connect(self, seconds: float) -> socket.socket:
        """Return a connection; raise OSError where nobody listens."""
        if self.host:
            return socket.create_connection((self.host, self.port), timeout=seconds)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(seconds)
            connection.connect(self.path)
        except BaseException:
            connection.close()
            raise
        return connection


def address_of(url: str) -> Address:
    """Return the address in `tcp://HOST:PORT` or `unix:///PATH`; raise ValueError for another."""
    parts = urlsplit(url)
    if parts.scheme == "unix" and not parts.netloc and len(parts.path) > 1:
        return Address(path=parts.path)
    # Reading the port raises ValueError where it is none.
    if parts.scheme == "tcp" and parts.hostname and parts.path in {"", "/"}:
        return Address(host=parts.hostname, port=parts.port or _DEFAULT_PORT)
    raise ValueError(url)


def find_virus(chunks: Iterable[bytes], address: Address, *, seconds: float) -> str:
    """Return the name of what was found in a file, "" where it is clean.

    Raise Unavailable where there is no verdict within the seconds: never a guess.
    """
    ends = time.monotonic() + seconds
    try:
        with address.connect(min(CONNECT_SECONDS, seconds)) as connection:
            _send(connection, chunks, ends)
            return _verdict(_receive(connection, ends))
    except OSError as error:
        raise Unavailable(str(error) or type(error).__name__) from error


def ping(address: Address) -> None:
    """Ask whether a scanner is there; raise Unavailable where none answers."""
    answer = _answer_to(b"zPING\0", address)
    if answer != "PONG":
        raise Unavailable(f"it answers {answer[:80]!r}")


def signatures(address: Address) -> str:
    """Return the version of what a scanner knows, "" where it says none; raise Unavailable."""
    # Such as “ClamAV 1.4.3/27822/Fri Nov 27 09:26:38 2026”.
    _program, _slash, known = _answer_to(b"zVERSION\0", address).partition("/")
    return known.partition("/")[0][:MAX_VERSION]


def _answer_to(command: bytes, address: Address) -> str:
    ends = time.monotonic() + CONNECT_SECONDS
    try:
        with address.connect(CONNECT_SECONDS) as connection:
            connection.sendall(command)
            return _receive(connection, ends)
    except OSError as error:
        raise Unavailable(str(error) or type(error).__name__) from error


def _send(connection: socket.socket, chunks: Iterable[bytes], ends: float) -> None:
    try:
        _allow(connection, ends)
        connection.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            for at in range(0, len(chunk), CHUNK_SIZE):
                piece = chunk[at : at + CHUNK_SIZE]
                _allow(connection, ends)
                connection.sendall(len(piece).to_bytes(4, "big") + piece)
        connection.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        # It has heard enough, such as more than it takes, and its answer may still be there.
        return


def _receive(connection: socket.socket, ends: float) -> str:
    answer = b""
    while b"\0" not in answer:
        _allow(connection, ends)
        piece = connection.recv(_MAX_ANSWER)
        answer += piece
        if not piece or len(answer) > _MAX_ANSWER:
            break
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _allow(connection: socket.socket, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("it took too long")
    connection.settimeout(left)


def _verdict(answer: str) -> str:
    verdict = answer.removeprefix("stream: ")
    if answer == "stream: OK":
        return ""
    if (
        answer.startswith("stream: ")
        and verdict.endswith(" FOUND")
        and len(verdict) > len(" FOUND")
    ):
        return verdict.removesuffix(" FOUND")
    if answer.endswith("ERROR"):
        raise Unscannable(f"it answers {answer[:80]!r}")
    raise Unavailable(f"it answers {answer[:80]!r}" if answer else "it answers nothing")
