"""Which requests a kept page may answer, and the one way to write each question."""

import re
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from portal.pagecache.pages import Environ

# What staff and enterprises do, files, and what machines ask for: never kept.
NEVER_KEPT: Final = (
    "/admin/", "/tai-khoan/", "/static/", "/media/", "/healthz", "/readyz", "/metrics",
)  # fmt: skip
MAX_QUERY: Final = 500
SEARCH: Final = ("/tim-kiem/", "/en/tim-kiem/")
# What people type: it stays in the process. Values of others come in any number, too, where a page
# does not look at them (`?nam=1`, `?nam=2`, …): so whatever has a query lies apart (`Store`).
_TYPED: Final = re.compile(r"(?:^|&)(?:q|tu|den|ngay|truoc|sau|so-dong)=")
# All that is told of a request for a page that all will get, beside its method and query: any other
# header might have it refused, and with it the page of all others. Who asks is told for the log.
ENVIRON_KEYS: Final = (
    "PATH_INFO", "SCRIPT_NAME", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
    "REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "portal.request",
)  # fmt: skip
# Whether Django is asked for the request itself, too, where what it answers to all is not kept.
IS_ASKED_TWICE: Final = "portal.is_asked_twice"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, without what changes nothing: a key for keeping, and a query for Django."""

    key: str
    query: str
    # Whether it lies in the shared store, too: words and days that people type would fill it.
    is_shared: bool

    def is_all_of(self, environ: Environ) -> bool:
        """Return whether a request says nothing beside it: then its answer is the request's own."""
        is_asked = self.query == environ.get("QUERY_STRING", "")
        return (
            is_asked
            and environ["REQUEST_METHOD"] == "GET"
            and not any(
                value and name.startswith(("HTTP_", "CONTENT_")) and name not in ENVIRON_KEYS
                for name, value in environ.items()
            )
        )

    def environ(self, environ: Environ) -> Environ:
        """Return the environment of a request that asks just this, of nobody in particular."""
        asked = {
            name: value
            for name, value in environ.items()
            # A file is streamed past the cache.
            if name in ENVIRON_KEYS or (name.startswith("wsgi.") and name != "wsgi.file_wrapper")
        }
        asked |= {"REQUEST_METHOD": "GET", "QUERY_STRING": self.query}
        return asked | {IS_ASKED_TWICE: not self.is_all_of(environ)}


def question_of(environ: Environ) -> Question | None:
    """Return the question of a request that a kept page may answer, else None."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or path.startswith(NEVER_KEPT):
        return None
    # An address below another: links would lead there.
    if environ.get("SCRIPT_NAME") or _is_personal(environ) or not _is_ours(environ):
        return None
    written = environ.get("QUERY_STRING", "")
    if len(written) > MAX_QUERY:
        return None
    try:
        query = normalize(written)
    except UnicodeError:
        return None
    key = f"{environ['wsgi.url_scheme']}:{path}?{query}"
    return Question(key, query, is_shared=not path.startswith(SEARCH) and not _TYPED.search(query))


def normalize(query: str) -> str:
    """Return the known parameters in the order of their names; unknown ones change no page.

    Of several with one name the order stays: it may matter to the page. Raises UnicodeError for
    what is not UTF-8.
    """
    if not query:
        return ""
    known = settings.PAGE_PARAMETERS
    # WSGI gives bytes as latin-1, also those of letters that a client has not written as percents.
    pairs = [
        (name.decode(), value.decode())
        for name, value in parse_qsl(query.encode("latin-1"), keep_blank_values=True)
    ]
    return urlencode(sorted((pair for pair in pairs if pair[0] in known), key=itemgetter(0)))


def _is_personal(environ: Environ) -> bool:
    """Return whether the request may be a signed-in person's, or one for a part of an answer."""
    cookies = environ.get("HTTP_COOKIE", "")
    return (
        "HTTP_AUTHORIZATION" in environ
        or "HTTP_RANGE" in environ
        or f"{settings.SESSION_COOKIE_NAME}=" in cookies
        or "messages=" in cookies
    )


def _is_ours(environ: Environ) -> bool:
    """Return whether Django would answer for this host over this scheme, and not redirect."""
    if not _is_our_host(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS)):
        return False
    return not settings.SECURE_SSL_REDIRECT or environ["wsgi.url_scheme"] == "https"


@lru_cache(maxsize=64)
def _is_our_host(host: str, ours: tuple[str, ...]) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, ours)
