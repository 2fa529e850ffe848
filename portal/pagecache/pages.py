"""A kept page: one answer in each encoding, and what is answered to whoever has it already."""

import gzip
import hashlib
import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import brotli
from django.utils.http import http_date, parse_http_date_safe

from portal.pagecache.clock import Stamp
from portal.pagecache.moments import holds

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

type Environ = dict[str, Any]
type Headers = list[tuple[str, str]]
type StartResponse = Callable[..., object]
# Django types its own as one that gives a response.
type Application = Callable[[Environ, Any], Iterable[bytes]]

# Pages are made once and sent often: levels at which a page of 40 KB takes about a millisecond.
ENCODERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "zstd": lambda body: zstd.compress(body, 10),
    "br": lambda body: brotli.compress(body, quality=6),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
# The encoding in which pages are kept: the one that most browsers take.
PACKED: Final = "zstd"
# Bytes of a page beside its body: headers, in lists and as they are sent.
OVERHEAD: Final = 6_000
COMPRESSED_TYPES: Final = ("text/", "application/json", "application/xml", "image/svg")
_IS_MARKUP: Final = re.compile(r"application/[\w.-]+\+(?:json|xml)")
# Smaller ones fit into the packet that carries the headers.
MIN_COMPRESSED: Final = 500
# Written by this module for each answer.
OWN_HEADERS: Final = frozenset(
    {"content-length", "content-encoding", "etag", "last-modified", "vary", "cache-control", "date"}
)
# Of an answer that pages of other sites may read.
FOR_SCRIPTS: Final = "Access-Control-"
# The server in front may store the answer for an outage; it is out of date since 1970, so nobody
# gets it as long as the application answers (deploy/nginx/portal-copy.inc).
FOR_OUTAGES: Final = ("X-Accel-Expires", "@1")
HIT: Final = ("Cache-Status", "portal; hit")
MISS: Final = ("Cache-Status", "portal; fwd=miss")


@dataclass(slots=True)
class Page:
    """The answer to one question, in the generation and until the moment for which it is right."""

    headers: Headers
    # The body as it is: nothing once the page is packed.
    identity: bytes
    stamp: Stamp
    alerts: str
    until: float
    made_at: float
    changed_at: int
    # To be kept, and asked for again each time: a page may be withdrawn.
    cache_control: str = "public, no-cache"
    # Of the view that made it, for the figures.
    route: str = ""
    digest: str = ""
    encoded: dict[str, bytes] = field(default_factory=dict)
    is_compressed: bool = False
    # Put together once for each kind of answer; the page is sent often.
    prepared: dict[tuple[str, bool, bool], Headers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.digest = self.digest or hashlib.sha256(self.identity).hexdigest()[:32]
        # Both depend on fields that `replace` may have changed.
        is_long = bool(self.encoded) or len(self.identity) >= MIN_COMPRESSED
        self.is_compressed = is_long and self._is_text()
        self.prepared = {}

    @property
    def body(self) -> bytes:
        """Return the body as it is, unpacked where the page is kept packed."""
        packed = self.encoded.get(PACKED)
        return zstd.decompress(packed) if packed and not self.identity else self.identity

    def pack(self) -> None:
        """Keep the body compressed alone: nearly every client takes it so, in a fifth of the room.

        Another thread may be reading it: the packed one is there before the other goes.
        """
        if self.is_compressed:
            self._body(PACKED)
            self.identity = b""

    @property
    def size(self) -> int:
        """Return the bytes that the page takes, with room for encodings to come."""
        packed = len(self.encoded.get(PACKED, b""))
        return OVERHEAD + len(self.identity) + packed * len(ENCODERS)

    def is_valid(self, stamp: Stamp, alerts: str, now: float) -> bool:
        """Return whether the page still says what a page made now would say."""
        is_same = self.stamp == stamp and self.alerts == alerts
        return is_same and holds(self.made_at, self.until, now)

    def answer(self, environ: Environ, start_response: StartResponse, *, hit: bool) -> list[bytes]:
        """Send the page in the encoding that the client takes, or 304 without touching the body."""
        status, headers, body = self.answer_to(environ)
        start_response(status, [*headers, HIT if hit else MISS])
        return [body] if body else []

    def answer_to(self, environ: Environ) -> tuple[str, Headers, bytes]:
        """Return status, headers and body for a client."""
        encoding = self.encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        is_known = self._is_known(environ)
        headers = self._prepared(encoding, is_known=is_known)
        if is_known:
            return "304 Not Modified", headers, b""
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        return "200 OK", headers, b"" if is_head else self._body(encoding)

    def _prepared(self, encoding: str, *, is_known: bool) -> Headers:
        kind = (encoding, is_known, self._is_dated())
        if kind not in self.prepared:
            self.prepared[kind] = self._headers(*kind)
        return self.prepared[kind]

    def _headers(self, encoding: str, is_known: bool, is_dated: bool) -> Headers:
        headers = [
            ("ETag", f'"{self.digest}-{encoding}"' if encoding else f'"{self.digest}"'),
            ("Cache-Control", self.cache_control),
            ("Vary", "Accept-Encoding"),
            FOR_OUTAGES,
        ]
        if is_dated:
            headers.append(("Last-Modified", http_date(self.changed_at)))
        if is_known:
            # Else a script of another site would be told of an error.
            return [*headers, *(pair for pair in self.headers if pair[0].startswith(FOR_SCRIPTS))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return [*headers, *self.headers, ("Content-Length", str(len(self._body(encoding))))]

    def has(self, encoding: str) -> bool:
        """Return whether the body is there in this encoding, so that nothing has to be made."""
        return not encoding or encoding in self.encoded

    def _body(self, encoding: str) -> bytes:
        if not encoding:
            return self.body
        if encoding not in self.encoded:
            self.encoded[encoding] = ENCODERS[encoding](self.body)
        return self.encoded[encoding]

    def encoding_for(self, accepted: str) -> str:
        """Return the best encoding of those accepted; empty for the page as it is."""
        return best_encoding(accepted) if accepted and self.is_compressed else ""

    def _is_text(self) -> bool:
        kind = next((value for name, value in self.headers if name.lower() == "content-type"), "")
        return is_text(kind)

    def _is_known(self, environ: Environ) -> bool:
        """Return whether the client has this very page; the tag of any encoding tells."""
        if tags := environ.get("HTTP_IF_NONE_MATCH"):
            return tags.strip() == "*" or self.digest in _digests(tags)
        if not (date := environ.get("HTTP_IF_MODIFIED_SINCE")):
            return False
        since = parse_http_date_safe(date)
        # As it was sent, not later: a program that was given no date takes the time at which it
        # asked, and a clock that was ahead has given dates to come.
        return since == self.changed_at and self._is_dated()

    def _is_dated(self) -> bool:
        """Return whether the second is over in which it changed: no other page has its date."""
        return time.time() >= self.changed_at + 1


def is_text(content_type: str) -> bool:
    """Return whether answers of this type become smaller."""
    return content_type.startswith(COMPRESSED_TYPES) or _IS_MARKUP.match(content_type) is not None


@lru_cache(maxsize=256)  # Browsers send a handful of them.
def best_encoding(header: str) -> str:
    """Return the best encoding that an Accept-Encoding takes; empty where it takes none of ours."""
    wanted = accepted_encodings(header)
    return next((name for name in ENCODERS if name in wanted), "")


def accepted_encodings(header: str) -> frozenset[str]:
    """Return the names in an Accept-Encoding that are not refused by `q=0`."""
    accepted: set[str] = set()
    for part in header.lower().split(","):
        name, _, rest = part.partition(";")
        if not re.fullmatch(r"\s*q=0(\.0*)?\s*", rest):
            accepted.add(name.strip())
    return frozenset(accepted)


def _digests(tags: str) -> Iterable[str]:
    """Return what the tags of If-None-Match name, whatever the encoding."""
    return {tag.partition("-")[0] for tag in re.findall(r'"([^"]*)"', tags)}
