"""Kept pages as a worker's loop sends them: without a thread, and without waiting for anybody.

However many pages are being made, and whatever their makers wait for, a page that is there is
answered at once. What is sent is what `PageCache` would send.
"""

from functools import lru_cache
from time import perf_counter, time
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.utils.http import http_date

from portal.kit.proxies import is_trusted, parse_address
from portal.pagecache.heads import read_head
from portal.pagecache.pages import HIT, Environ, Page
from portal.pagecache.wsgi import PageCache
from portal.site.access_log import count

_END: Final = f"{HIT[0]}: {HIT[1]}\r\n\r\n".encode("ascii")
_KEPT_OPEN: Final = ("", "keep-alive")


class Answer(NamedTuple):
    """What is sent, and whether the connection waits for another request afterwards."""

    data: bytes
    keeps_open: bool


class KeptAnswers:
    """Finds the kept page for a request, in bytes as they come and go."""

    def __init__(self, pages: PageCache) -> None:
        self._pages = pages

    def find(self, request: bytes, client: Any) -> Answer | str | None:
        """Return the answer where a kept page is there.

        Where one has to be made, the key of its question: of several only one needs to make it.
        None where the request is for the server and the application to understand.
        """
        started = perf_counter()
        environ = read_head(request)
        if environ is None or not self._knows_scheme(environ, client):
            return None
        connection = environ.get("HTTP_CONNECTION", "").lower()
        if connection not in (*_KEPT_OPEN, "close"):
            return None
        found = self._pages.kept_now(environ)
        if not isinstance(found, Page):
            return found
        status, (_headers, lines), body = found.answer_to(environ)
        keeps_open = connection in _KEPT_OPEN
        begin = _begin(status, int(time()), keeps_open)
        data = b"".join((begin, lines, _END, body))
        count(found.route, status[:3], perf_counter() - started)
        return Answer(data, keeps_open)

    @staticmethod
    def _knows_scheme(environ: Environ, client: Any) -> bool:
        """Set the scheme as the server would; return False where that is not sure."""
        if not isinstance(client, tuple):
            return False
        scheme = environ.get("HTTP_X_FORWARDED_PROTO")
        is_secure = scheme == "https" and _is_proxy(client[0], tuple(settings.TRUSTED_PROXIES))
        environ["wsgi.url_scheme"] = "https" if is_secure else "http"
        return True


@lru_cache(maxsize=8)
def _begin(status: str, second: int, keeps_open: bool) -> bytes:
    """Return what each answer of a second begins with: what the server itself would say."""
    connection = "keep-alive" if keeps_open else "close"
    lines = f"HTTP/1.1 {status}", "Server: gunicorn", f"Date: {http_date(second)}"
    return "\r\n".join([*lines, f"Connection: {connection}", ""]).encode("ascii")


@lru_cache(maxsize=256)
def _is_proxy(address: str, proxies: tuple[Any, ...]) -> bool:
    return is_trusted(parse_address(address), proxies)
