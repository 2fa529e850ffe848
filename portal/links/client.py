"""Asks one foreign address whether it is still there, with as little as that takes."""

import http.client
import os
import socket
import ssl
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from portal.kit.text.normalize import usable
from portal.links.guard import Allowed, NoAnswer, Refused, is_public, resolve

# Seconds for the whole answer, its redirects included, however its bytes drip in.
TIMEOUT = 20.0
MAX_REDIRECTS = 5
MAX_BYTES = 16 * 1024
_MOVED = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}


class _NoReply(NoAnswer):
    """The machine is known, and said nothing to this question."""


@dataclass(frozen=True, slots=True)
class FetchResult:
    """The last answer, and the address that the page has moved to for good."""

    status: int
    moved_to: str = ""


def fetch(url: str, *, allowed: Allowed = is_public, timeout: float = TIMEOUT) -> FetchResult:
    """Ask whether a page is there; follows redirects, each guarded.

    Raise NoAnswer if nobody answers, Refused if the address may not be asked.
    """
    moved_to, for_good = "", True
    ends = time.monotonic() + timeout
    for _ in range(MAX_REDIRECTS + 1):
        status, location = _ask_gently(url, allowed, ends)
        if status not in _MOVED or not location:
            return FetchResult(status, moved_to)
        try:
            url = urljoin(url, location)
        except ValueError as error:
            raise NoAnswer("it leads to no address") from error
        # No name, no address and no row of ours holds a control character.
        if usable(url) != url:
            raise NoAnswer("it leads to no address")
        for_good = for_good and status in _FOR_GOOD
        moved_to = url if for_good else moved_to
    raise NoAnswer("too many redirects")


def _ask_gently(url: str, allowed: Allowed, ends: float) -> tuple[int, str]:
    """Ask with HEAD in half of the time that is left, then with GET where HEAD is not liked."""
    now = time.monotonic()
    # Many servers know no HEAD, and say so in many ways, or not at all.
    with suppress(_NoReply):
        status, location = _ask("HEAD", url, allowed, now + (ends - now) / 2)
        if status < 400:
            return status, location
    return _ask("GET", url, allowed, ends)


def _ask(method: str, url: str, allowed: Allowed, ends: float) -> tuple[int, str]:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError as error:
        raise Refused(url) from error
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(url)
    secure = parts.scheme == "https"
    port = port or (443 if secure else 80)
    ip = resolve(host, port, allowed=allowed)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")
    connection = _Connection(host, port, ip=ip, secure=secure, ends=ends)
    try:
        connection.request(method, target, headers=_headers())
        response = connection.getresponse()
        if time.monotonic() >= ends:
            # A head that was broken off reads like a short one.
            raise TimeoutError
        response.read(MAX_BYTES if method == "GET" else 0)
        return response.status, response.getheader("Location") or ""
    except ssl.SSLError as error:
        raise NoAnswer(
            f"certificate: {getattr(error, 'verify_message', '') or error.reason}"
        ) from error
    except TimeoutError as error:
        raise _NoReply("no answer in time") from error
    except (OSError, http.client.HTTPException) as error:
        if time.monotonic() >= ends:
            raise _NoReply("no answer in time") from error
        raise _NoReply(
            f"no connection: {getattr(error, 'strerror', None) or type(error).__name__}"
        ) from error
    finally:
        connection.end()


def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"link-check (+{settings.SITE_URL})",
        "Accept": "*/*",
        "Range": f"bytes=0-{MAX_BYTES - 1}",
        "Connection": "close",
    }


class _Connection(http.client.HTTPConnection):
    """A connection to the one IP address that was looked at, under the name of its host.

    It breaks off at its end, whatever still comes: a time limit of the socket would begin anew with
    each byte.
    """

    def __init__(self, host: str, port: int, *, ip: str, secure: bool, ends: float) -> None:
        left = ends - time.monotonic()
        if left <= 0:
            raise NoAnswer("no answer in time")
        try:
            super().__init__(host, port, timeout=left)
        except http.client.InvalidURL as error:
            raise NoAnswer("it is no address") from error
        self.default_port = 443 if secure else 80
        self._ip, self._secure, self._ends = ip, secure, ends
        self._guard = ExitStack()

    def connect(self) -> None:
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)
        # The same connection under a second handle: the first is handed on to encryption.
        twin = self._guard.enter_context(socket.socket(fileno=os.dup(self.sock.fileno())))
        watch = threading.Timer(max(0.0, self._ends - time.monotonic()), _break_off, [twin])
        watch.daemon = True
        watch.start()
        self._guard.callback(watch.join)
        self._guard.callback(watch.cancel)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def end(self) -> None:
        """Close it for good; `close` is called by the library before an answer is read, too."""
        self.close()
        self._guard.close()


def _break_off(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
