"""What the server runs: cached pages without a thread, and the scheme as a trusted proxy has it."""

import asyncio

import pytest

from portal.asgi import Threads
from portal.kit.proxies import trusted_networks
from portal.pagecache import clock
from portal.pagecache.moments import Horizon
from portal.pagecache.wsgi import PageCache
from portal.site.access_log import AccessLog
from tests.portal.pagecache.processes import Application, ask, keep_pages_in

SCOPE = {
    "type": "http", "method": "GET", "raw_path": b"/", "query_string": b"",
    "client": ("127.0.0.1", "5"), "server": ("127.0.0.1", "8000"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _one_generation(monkeypatch, settings, tmp_path):
    """Nothing is published, and no database is asked."""
    keep_pages_in(tmp_path, settings)
    settings.TRUSTED_PROXIES = trusted_networks(["127.0.0.1"])
    monkeypatch.setattr(clock, "_read_row", lambda: clock.Stamp(1, 1))
    monkeypatch.setattr(clock, "ASK_AFTER", 60_000_000_000)
    monkeypatch.setattr(Horizon, "ends_at", lambda self, stamp: float("inf"))


@pytest.fixture
def pages():
    return PageCache(Application(length=900), lambda _now: ("", float("inf")))


def answer_of(application, **scope):
    """Return the status, the headers and the body that an ASGI application sends."""
    headers = [(b"host", b"testserver"), *scope.pop("headers", [])]
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(application({**SCOPE, **scope, "headers": headers}, receive, send))
    start, *bodies = sent
    found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return start["status"], found, b"".join(body["body"] for body in bodies)


@pytest.fixture
def site(pages):
    """The application of a server, and how many threads it has begun."""
    site = Threads(AccessLog(pages, pages.kept_now))
    return site, lambda: len(site._threads._threads)


@pytest.mark.parametrize(
    ("scope", "environ"),
    [
        ({}, {}),
        ({"method": "HEAD"}, {"REQUEST_METHOD": "HEAD"}),
        ({"headers": [(b"if-none-match", b"*")]}, {"HTTP_IF_NONE_MATCH": "*"}),
        ({"headers": [(b"accept-encoding", b"gzip")]}, {"HTTP_ACCEPT_ENCODING": "gzip"}),
        ({"headers": [(b"cookie", b"csrftoken=a")]}, {"HTTP_COOKIE": "csrftoken=a"}),
    ],
    ids=["plain", "head", "known", "gzip", "a form's cookie"],
)
def test_what_the_loop_sends_is_what_a_thread_would_send(site, pages, scope, environ):
    application, threads = site
    ask(pages, "/", **environ)
    by_wsgi = ask(pages, "/", **environ)
    status, headers, body = answer_of(application, **scope)
    assert (status, body, threads()) == (by_wsgi.status, by_wsgi.body, 0)
    assert headers == {name.lower(): value for name, value in by_wsgi.headers.items()}


@pytest.mark.parametrize(
    "scope",
    [
        {"headers": [(b"cookie", b"sessionid=abcdefghij")]},
        {"headers": [(b"authorization", b"Basic abc")]},
        {"headers": [(b"range", b"bytes=0-5")]},
        {"headers": [(b"x-forwarded-proto", b"https")]},
        {"headers": [(b"content-length", b"3")], "method": "POST"},
        {"raw_path": b"//evil.example/"},
        {"raw_path": b"/admin/"},
        {"query_string": b"trang=2"},
    ],
)
def test_any_other_request_takes_a_thread(site, pages, scope):
    application, threads = site
    ask(pages, "/")
    answer_of(application, **scope)
    assert threads() == 1


@pytest.mark.parametrize(("peer", "scheme"), [("127.0.0.1", "https"), ("203.0.113.9", "http")])
def test_the_scheme_is_what_a_proxy_of_ours_says_and_nobody_else(peer, scheme):
    def tell_scheme(environ, start_response):
        start_response("200 OK", [])
        return [environ["wsgi.url_scheme"].encode()]

    headers = [(b"x-forwarded-proto", b"https")]
    found = answer_of(Threads(tell_scheme), client=(peer, "5"), headers=headers)
    assert found[2] == scheme.encode()
