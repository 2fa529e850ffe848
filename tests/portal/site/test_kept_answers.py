"""A kept page is sent from the worker's loop, just as the application would send it."""

import http.client
import socket
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from http.client import RemoteDisconnected
from multiprocessing import Value
from typing import Any

import pytest
from gunicorn.app.base import BaseApplication

from portal.kit.proxies import trusted_networks
from portal.pagecache import clock
from portal.pagecache.heads import read_head
from portal.pagecache.moments import Horizon
from portal.pagecache.pages import HIT
from portal.pagecache.wsgi import PageCache
from portal.site.access_log import AccessLog
from portal.site.kept_answers import Answer, KeptAnswers
from portal.site.worker import Worker
from tests.portal.pagecache.processes import FORK, ask, head, keep_pages_in, parts

ALL = "gzip, deflate, br, zstd"
LONG = 0.6
ROWS = 4.0
HUNG = 6.0


@pytest.fixture(autouse=True)
def _one_generation(monkeypatch, settings, tmp_path):
    """Nothing is published, and no database is asked."""
    keep_pages_in(tmp_path, settings)
    monkeypatch.setattr(clock, "_read_row", lambda: clock.Stamp(1, 1))
    monkeypatch.setattr(clock, "ASK_AFTER", 60_000_000_000)
    monkeypatch.setattr(Horizon, "ends_at", lambda self, stamp: time.time() + 300)


class Rows:
    """A data file: its rows are read while it is sent."""

    streaming = True

    def __iter__(self):
        yield b"a\n"
        time.sleep(ROWS)
        yield b"b\n"


class Application:
    """Says how often it was asked; takes long for what is below /long/, keeps nothing of /none/.

    Below /hung/ the first who asks hangs, below /stuck/ everybody does.
    """

    def __init__(self) -> None:
        self.count = Value("i", 0)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.count.get_lock():
            self.count.value += 1
            number = self.count.value
        if environ["PATH_INFO"].startswith("/long/"):
            time.sleep(LONG)
        is_hung = environ["PATH_INFO"].startswith("/hung/") and number == 2
        if is_hung or environ["PATH_INFO"].startswith("/stuck/"):
            time.sleep(HUNG)
        if environ["PATH_INFO"] == "/rows.csv":
            time.sleep(0.2)
            start_response("200 OK", [("Content-Type", "text/csv")])
            return Rows()
        status = "404 Not Found" if environ["PATH_INFO"].startswith("/none/") else "200 OK"
        body = f"{environ['wsgi.url_scheme']} {number} ".encode() + b"x" * 900
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "9")]
        start_response(status, [*headers[:1], ("X-Frame-Options", "DENY")])
        return [body]


@pytest.fixture
def cache():
    return PageCache(Application(), lambda _now: ("", float("inf")))


@pytest.mark.parametrize("last", ["Z: \u00e9", "a_b: 1", "Z: a\tb", "Z : 1"])
def test_many_headers_before_an_odd_one_hold_up_no_other_connection(last):
    """Each was tried in two ways: thirty of them took minutes, in the one loop of the worker."""
    request = head(**{f"a{number}": "v" for number in range(500)})
    odd = request.removesuffix(b"\r\n") + last.encode() + b"\r\n\r\n"
    assert (read_head(request) is None, read_head(odd)) == (False, None)


@pytest.mark.parametrize(
    ("environ", "fields", "method"),
    [
        ({}, {}, "GET"),
        ({"HTTP_ACCEPT_ENCODING": ALL}, {"Accept_Encoding": ALL}, "GET"),
        ({"HTTP_ACCEPT_ENCODING": "gzip"}, {"accept-encoding": "gzip"}, "GET"),
        ({"REQUEST_METHOD": "HEAD"}, {}, "HEAD"),
        ({"HTTP_IF_NONE_MATCH": "*"}, {"If_None_Match": "*"}, "GET"),
        ({"HTTP_COOKIE": "csrftoken=a"}, {"Cookie": "csrftoken=a"}, "GET"),
    ],
    ids=["plain", "all encodings", "gzip", "head", "known", "a form's cookie"],
)
def test_what_the_loop_sends_is_what_the_application_would_send(cache, environ, fields, method):
    ask(cache, "/", **environ)
    by_wsgi = ask(cache, "/", **environ)
    found = KeptAnswers(cache).find(head(method=method, **fields), ("127.0.0.1", 5))
    assert isinstance(found, Answer)
    assert found.keeps_open
    line, headers, body = parts(found.data)
    assert line.startswith(f"HTTP/1.1 {by_wsgi.status} ")
    assert body == by_wsgi.body
    servers = {name: headers.pop(name) for name in ("Server", "Date", "Connection")}
    assert servers["Connection"] == "keep-alive"
    assert headers == by_wsgi.headers
    assert HIT[1] in headers.values()


@pytest.mark.parametrize(
    "header",
    [
        head(Cookie="sessionid=abcdefghij"),
        head(Authorization="Basic abc"),
        head(Range="bytes=0-5"),
        head(method="POST"),
        head(Content_Length="3"),
        head(Transfer_Encoding="chunked"),
        head(Expect="100-continue"),
        head(Upgrade="h2c"),
        head(Connection="upgrade"),
        head(x="1") + head(),
        head().replace(b"\r\n\r\n", b"\r\nHost: other\r\n\r\n"),
        head().replace(b"HTTP/1.1", b"HTTP/1.0"),
        head().replace(b"GET / ", b"GET //evil.example/ "),
        head().replace(b"GET / ", b"GET http://testserver/ "),
        head().replace(b"GET / ", b"GET /#a "),
        head(Accept="a\r\n folded"),
        head(Accept="a\nb: c"),
        head(Accept="\u00e9"),
        head(a_b="1").replace(b"a-b", b"a_b"),
        head(**{"a ": "1"}),
        head(Host="evil.example"),
        head(X="1" * 9000),
        head("/admin/"),
        head("/?trang=2"),
    ],
)  # fmt: skip
def test_whatever_is_not_plain_goes_to_the_server_s_own_parser(cache, header):
    for path in ("/", "//evil.example/"):
        ask(cache, path)
    assert KeptAnswers(cache).find(header, ("127.0.0.1", 5)) is None


def test_a_page_behind_a_question_mark_is_found_once_no_old_address_is(cache):
    ask(cache, "/?trang=2")
    found = KeptAnswers(cache).find(head("/?trang=2"), ("127.0.0.1", 5))
    assert isinstance(found, Answer)


def test_what_is_published_while_old_addresses_are_looked_at_is_looked_at_again():
    word = clock.clock()

    def publish(_environ):
        word.settle(word.begin(), clock.Stamp(2, 2))
        return False

    cache = PageCache(Application(), lambda _now: ("", float("inf")), goes_past=publish)
    ask(cache, "/")
    assert isinstance(KeptAnswers(cache).find(head(), ("127.0.0.1", 5)), Answer)
    word.settle(word.begin(), clock.Stamp(1, 1))
    ask(cache, "/?p=7")
    assert KeptAnswers(cache).find(head("/?p=7"), ("127.0.0.1", 5)) is None


def test_the_scheme_is_what_a_proxy_of_ours_says_and_nobody_else(cache, settings):
    settings.TRUSTED_PROXIES = trusted_networks(["127.0.0.1"])
    kept = KeptAnswers(cache)
    ask(cache, "/", **{"wsgi.url_scheme": "https"})
    sent = head(X_Forwarded_Proto="https")
    assert isinstance(kept.find(sent, ("127.0.0.1", 5)), Answer)
    assert kept.find(sent, ("203.0.113.9", 5)) == "http:/?"
    assert kept.find(head(), ("127.0.0.1", 5)) == "http:/?"


def test_a_page_that_is_to_be_made_is_named_and_one_that_may_not_be_kept_is_not(cache):
    kept = KeptAnswers(cache)
    ask(cache, "/none/")
    assert kept.find(head("/none/"), ("127.0.0.1", 5)) is None
    ask(cache, "/")
    assert kept.find(head("/moi/"), ("127.0.0.1", 5)) == "http:/moi/?"


def test_while_the_generation_is_not_known_the_loop_shows_nothing(cache, monkeypatch):
    ask(cache, "/")
    word, kept = clock.clock(), KeptAnswers(cache)
    odd = word.begin()
    assert kept.find(head(), ("127.0.0.1", 5)) == "http:/?"
    word.settle(odd, clock.Stamp(2, 2))
    assert kept.find(head(), ("127.0.0.1", 5)) == "http:/?"
    monkeypatch.setattr(clock, "ASK_AFTER", 0)
    assert kept.find(head(), ("127.0.0.1", 5)) is None


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """One process with two threads."""

    def __init__(self, number: int, application: Any) -> None:
        self.number, self.application = number, application
        super().__init__()

    def load_config(self) -> None:
        options = {"bind": f"fd://{self.number}", "worker_class": Worker, "threads": 2}
        options |= {"workers": 1, "control_socket_disable": True, "loglevel": "error"}
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        pages = PageCache(self.application, lambda _now: ("", float("inf")))
        return AccessLog(pages, KeptAnswers(pages))


@pytest.fixture
def site():
    """Start a server; return its application and its port."""
    started = []

    def start():
        application = Application()
        taken = socket.create_server(("127.0.0.1", 0))
        process = FORK.Process(target=lambda: Server(taken.fileno(), application).run())
        process.start()
        started.append((process, taken))
        port = taken.getsockname()[1]
        assert get(port, "/")[0] == 200
        return application, port

    yield start
    for process, taken in started:
        process.terminate()
        process.join(10)
        process.kill()
        taken.close()


def get(port, path, **headers):
    """Return the status, the text and the seconds of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    started = time.monotonic()
    connection.request("GET", path, headers={"Host": "testserver", **headers})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), time.monotonic() - started
    connection.close()
    return found


def kept_pages_wait_for_nobody(site):
    application, port = site()
    count = application.count.value
    with ThreadPoolExecutor(8) as readers:
        waiting = [readers.submit(get, port, "/long/") for _ in range(8)]
        time.sleep(LONG / 3)
        assert get(port, "/")[2] < LONG / 2, "a kept page waited for one that was being made"
        assert get(port, "/none/")[2] < LONG / 2, "no thread was left for others"
        answers = {each.result()[1] for each in waiting}
    assert len(answers) == 1
    assert application.count.value - count == 3  # of /none/ once for all, once for who asked


def test_kept_pages_and_others_are_answered_while_many_wait_for_one(site):
    kept_pages_wait_for_nobody(site)


def test_without_the_loop_s_own_answers_they_would_wait(site, monkeypatch):
    monkeypatch.setattr(Worker, "_find_kept", lambda self, conn: "")
    with pytest.raises(AssertionError, match="a kept page waited"):
        kept_pages_wait_for_nobody(site)


def test_if_all_who_wait_took_a_thread_none_would_be_left(site, monkeypatch):
    find = Worker._find_kept

    def find_only_answers(self, conn):
        found = find(self, conn)
        return found if isinstance(found, Answer) else ""

    monkeypatch.setattr(Worker, "_find_kept", find_only_answers)
    with pytest.raises(AssertionError, match="no thread was left"):
        kept_pages_wait_for_nobody(site)


@pytest.fixture
def _short_patience(monkeypatch):
    monkeypatch.setattr("portal.site.worker.MAX_WAIT_SECONDS", 0.5)
    monkeypatch.setattr("portal.pagecache.store.MAX_WAIT_SECONDS", 0.1)


@pytest.mark.usefixtures("_short_patience")
def test_whoever_has_waited_for_long_makes_the_page_and_others_get_that_one(site):
    application, port = site()
    with ThreadPoolExecutor(4) as readers:
        asked = [readers.submit(get, port, "/hung/")]
        time.sleep(0.1)
        asked += [readers.submit(get, port, "/hung/") for _ in range(3)]
        hung, *helped = [each.result() for each in asked]
    assert hung[2] >= HUNG
    assert max(seconds for _status, _text, seconds in helped) < HUNG / 2
    assert application.count.value == 3


@pytest.mark.usefixtures("_short_patience")
def test_those_who_wait_for_what_hangs_do_not_stay(site):
    _application, port = site()
    with ThreadPoolExecutor(9) as readers:
        asked = [readers.submit(get, port, "/stuck/") for _ in range(9)]
        gone = wait(asked, HUNG / 2).done
        assert len(gone) >= 6
        assert get(port, "/")[2] < LONG
    assert {type(each.exception()) for each in gone} == {RemoteDisconnected}


def test_who_asks_for_a_data_file_waits_for_no_other_s_last_row(site):
    _application, port = site()
    clients = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(2)]
    started = time.monotonic()
    for client in clients:
        client.sendall(head("/rows.csv"))
    assert [client.recv(65536)[:15] for client in clients] == [b"HTTP/1.1 200 OK"] * 2
    assert time.monotonic() - started < ROWS
    for client in clients:
        client.close()


def test_a_connection_stays_open_over_kept_pages_until_it_says_otherwise(site):
    _application, port = site()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        for _ in range(3):
            client.sendall(head())
            assert client.recv(65536).startswith(b"HTTP/1.1 200 OK")
        client.sendall(head() + head())  # two at once are read one after the other
        assert read_all(client, 2).count(b"HTTP/1.1 200 OK") == 2
        client.sendall(head(Connection="close"))
        assert b"Connection: close" in client.recv(65536)
        assert client.recv(65536) == b""


def read_all(client, count):
    data = b""
    while data.count(b"x" * 900) < count:
        data += client.recv(65536)
    return data
