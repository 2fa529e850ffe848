"""Requests that nobody sends by mistake: made from the map of addresses, the same for each seed."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlencode

from tests.addresses import Route, routes

# What is looked for in answers: it must come back escaped or not at all.
MARKS = ("zq<x>", 'zq"x=', "zq'x=", "zq</title><x>")
ELSEWHERE = "evil.example"
METHODS = ("GET",) * 8 + ("POST",) * 6 + ("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X")
PARTS = (
    *("abc", "0", "-1", "9" * 40, "a" * 400, "..", "%2e%2e%2f", ".", "%00", "%ff%fe", "a%0d%0ab"),
    *("ắ", "2007-13", "2007-02-30", "0000", "{}", "%252e", "%u0041", "a;b=c", "~", "null", "*"),
)
VALUES = (
    *("abc", "", "-1", "0", "9" * 30, "1e309", "nan", "01/01/0001", "31/12/9999", "on", "[]"),
    *("{}", "None", "\ufffe", "\u202e", "a\u0301" * 40, "' OR 1=1--", "%s%d%n", "../../x", "\\"),
    *(f"https://{ELSEWHERE}/", f"//{ELSEWHERE}", f"/\\{ELSEWHERE}", f"\t//{ELSEWHERE}", "x" * 3000),
    *MARKS,
)
NAMES = (
    *("q", "trang", "loai", "tu", "den", "sau", "so-dong", "next", "o", "p", "e", "all", "id"),
    *("_popup", "_to_field", "_changelist_filters", "action", "_selected_action", "term", "field"),
    *("app_label", "model_name", "field_name", "co-chu", "linh_vuc", "state", "name", "email"),
    *("csrfmiddlewaretoken", "title", "body", "form-TOTAL_FORMS", "form-0-id", "upload", "format"),
)
HEADERS = {
    "HTTP_ACCEPT": ("*/*", "application/json", "text/html;q=x", ",,;", "a" * 2000),
    "HTTP_ACCEPT_ENCODING": ("gzip", "br;q=1.0, *;q=0", ";;", "gzip" * 300, "identity;q=0"),
    "HTTP_ACCEPT_LANGUAGE": ("vi", "en", "xx-YY", "vi;q=nan", "zh-" * 200, "\x00"),
    "HTTP_COOKIE": (
        "a",
        "sessionid=x",
        "sessionid=" + "a" * 4000,
        "=;=;",
        "csrftoken=zq<x>",
        "\xff",
    ),
    "HTTP_HOST": (ELSEWHERE, "a b", "127.0.0.1:x", "[::1", "127.0.0.1@evil.example", "zq<x>", ""),
    "HTTP_IF_MODIFIED_SINCE": (
        "x",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thu, 99 Foo 99999 99:99:99 GMT",
    ),
    "HTTP_IF_NONE_MATCH": ("*", '"x"', "W/", "x" * 3000, '"' * 99),
    "HTTP_ORIGIN": ("null", f"https://{ELSEWHERE}", "x", "http://[", "zq<x>"),
    "HTTP_RANGE": ("bytes=0-", "bytes=9-1", "bytes=" + "0-1," * 500, "x=1", "bytes=-"),
    "HTTP_REFERER": (f"https://{ELSEWHERE}/", "zq<x>", "http://[", "\xff"),
    "HTTP_USER_AGENT": ("", "zq<x>", "a" * 4000),
    "HTTP_X_FORWARDED_FOR": ("1.2.3.4", "x", "::1, " * 500, "zq<x>"),
    "HTTP_X_FORWARDED_HOST": (ELSEWHERE,),
    "HTTP_X_FORWARDED_PROTO": ("https", "x"),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "HTTP_X_REQUESTED_WITH": ("XMLHttpRequest",),
    "HTTP_SEC_FETCH_SITE": ("cross-site", "x"),
    "CONTENT_LENGTH": ("-1", "x", "99999999", "1", ""),
}
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/json",
    "application/csp-report",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    f"multipart/form-data; boundary={'a' * 99}",
    "multipart/form-data; boundary=x; charset=zq",
    "text/plain",
    "text/plain; charset*=utf-8''a%00b",
    "text/xml",
    "x" * 500,
    "",
)
PART = (
    b'--x\r\nContent-Disposition: form-data; name="upload"; filename="zq<x>.pdf"\r\n'
    b"Content-Type: text/html\r\n\r\n%PDF-1.4\r\n--x--\r\n"
)
BODIES = (
    b"", b"{", b"[" * 5000, b'{"a": 1e999}', b"\xff\xfe", b"--x", b"--x\r\n", PART, PART * 3,
    PART.replace(b"--x--", b"--y--"), b"a=%zz&b=%00", b"&" * 900, b"a[]=1&a[b]=2", b"\0" * 100,
    b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b'{"csp-report": {"blocked-uri": "zq<x>"}}',
)  # fmt: skip

TOKEN = "a" * 32


@dataclass(slots=True)
class FuzzRequest:
    """One request, as a server hands it to the application."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    more: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        shown = {name: value[:80] for name, value in self.more.items()}
        return f"{self.method} {self.path[:200]}?{self.query[:200]} {self.body[:60]!r} {shown}"

    def environ(self, cookie: str = "") -> dict[str, Any]:
        """Return the environment of WSGI; a cookie of its own stands for `cookie`."""
        known = {
            "REQUEST_METHOD": self.method,
            "PATH_INFO": unquote_to_bytes(self.path).decode("latin-1"),
            "QUERY_STRING": self.query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        # Else most of what is posted would come no further than to the check of its token.
        known |= {"HTTP_COOKIE": f"csrftoken={TOKEN}; {cookie}", "HTTP_X_CSRFTOKEN": TOKEN}
        return known | self.more


def requests(seed: int) -> Iterator[FuzzRequest]:
    """Yield requests without end; the same seed gives the same ones to the same map."""
    chance = Random(seed)  # nothing hangs on its being guessed
    known = sorted(routes(), key=lambda route: route.text)
    # The admin has most of the addresses, and one way to answer them.
    outside = [route for route in known if not route.text.startswith("/admin/")]
    while True:
        yield _request(chance, chance.choice(known if chance.random() < 0.3 else outside))


def _request(chance: Random, route: Route) -> FuzzRequest:
    sent = FuzzRequest(chance.choice(METHODS), _path(chance, route))
    if chance.random() < 0.7:
        sent.query = _query(chance)
    if sent.method not in ("GET", "HEAD") or chance.random() < 0.1:
        sent.more["CONTENT_TYPE"] = chance.choice(TYPES)
        sent.body = chance.choice([*BODIES, _query(chance).encode()])
    for name in chance.sample(sorted(HEADERS), chance.choice((0, 0, 1, 2))):
        sent.more[name] = chance.choice(HEADERS[name])
    return sent


def _path(chance: Random, route: Route) -> str:
    wrong = [part for part in route.parts if chance.random() < 0.4]
    address = route.text
    parts = dict.fromkeys(wrong, "@@")
    address = route.address(**{name: value for name, value in parts.items() if name != "month"})
    while "@@" in address:
        value = chance.choice([*PARTS, *map(quote, MARKS)])
        address = address.replace("@@", value, 1)
    twist = chance.random()
    if twist < 0.05:
        address = address.rstrip("/")
    elif twist < 0.1:
        address = chance.choice(["/", "//", "/./", f"//{ELSEWHERE}/", "/%2f"]) + address.lstrip("/")
    elif twist < 0.15:
        address += quote(chance.choice(MARKS))
    return address


def _query(chance: Random) -> str:
    names = chance.choices(NAMES, k=chance.choice((1, 1, 2, 3, 8)))
    pairs = [(name, chance.choice(VALUES)) for name in names]
    query = urlencode(pairs)
    twist = chance.random()
    if twist < 0.06:
        query += chance.choice(["&%zz", "&%ff", "&=", "&&&", "&a" * 1200, "%00", ";a=b", "?", "#"])
    return query
