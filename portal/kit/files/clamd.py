"""Asks the virus scanner, ClamAV's daemon, about files; a doubtful answer is no verdict."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from clamav_client.clamd import BufferTooLongError, ClamdError, ClamdNetworkSocket, ClamdUnixSocket

# Who does not take a call at once is not there.
CONNECT_SECONDS: Final = 3.0
MAX_VERSION: Final = 40
_DEFAULT_PORT: Final = 3310


class Unavailable(Exception):
    """The scanner gave no verdict: it is away, too slow, or says something that is none."""


class Unscannable(Unavailable):
    """The scanner is there and gives no verdict on this very file, such as one too large for it."""


def client_at(url: str, *, seconds: float = CONNECT_SECONDS) -> ClamdNetworkSocket:
    """Return a client for `tcp://HOST:PORT` or `unix:///PATH`; raise ValueError for another."""
    parts = urlsplit(url)
    if parts.scheme == "unix" and not parts.netloc and len(parts.path) > 1:
        return ClamdUnixSocket(parts.path, timeout=seconds)  # type: ignore[arg-type]  # any number
    # Reading the port raises ValueError where it is none.
    if parts.scheme == "tcp" and parts.hostname and parts.path in {"", "/"}:
        return ClamdNetworkSocket(parts.hostname, parts.port or _DEFAULT_PORT, timeout=seconds)
    raise ValueError(url)


def find_virus(file: BinaryIO, url: str, *, seconds: float) -> str:
    """Return the name of what was found in a file, "" where it is clean.

    Raise Unavailable where there is no verdict: never a guess.
    """
    ping(url)
    with _no_verdict():
        answer = client_at(url, seconds=seconds).instream(file)
    state, found = answer.get("stream", ("", None))
    if state == "OK" and found is None:
        return ""
    if state == "FOUND" and found:
        return found
    raise (Unscannable if state == "ERROR" else Unavailable)(f"it answers {str(answer)[:80]}")


def ping(url: str) -> None:
    """Ask whether a scanner is there; raise Unavailable where none answers."""
    with _no_verdict():
        answer = client_at(url).ping()
    if answer != "PONG":
        raise Unavailable(f"it answers {answer[:80]!r}")


def signatures(url: str) -> str:
    """Return the version of what a scanner knows, "" where it says none; raise Unavailable."""
    with _no_verdict():
        # Such as “ClamAV 1.4.3/27822/Fri Nov 27 09:26:38 2026”.
        _program, _slash, known = client_at(url).version().partition("/")
    return known.partition("/")[0][:MAX_VERSION]


@contextmanager
def _no_verdict() -> Iterator[None]:
    try:
        yield
    except (BufferTooLongError, BrokenPipeError, ConnectionResetError) as error:
        # It has heard enough, such as more than it takes.
        raise Unscannable(str(error)) from error
    except (ClamdError, OSError, UnicodeDecodeError) as error:
        raise Unavailable(str(error) or type(error).__name__) from error
