"""The server: whoever is slow, stops nobody else, and gets all that belongs to him."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from ast import literal_eval
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.portal.site.server_of_words import BIG

ROOT = Path(__file__).resolve().parents[3]
SLOW = 60


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    """What the server writes to its log."""
    return tmp_path_factory.mktemp("server") / "log"


@pytest.fixture(scope="module")
def server(log) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The process of a server with two threads, and its port."""
    taken = socket.create_server(("127.0.0.1", 0))
    number = taken.fileno()
    command = [sys.executable, "-m", "tests.portal.site.server_of_words", str(number)]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, pass_fds=[number], stdout=file, stderr=file)
    yield process, taken.getsockname()[1]
    process.terminate()
    process.wait(10)
    taken.close()


@pytest.fixture
def connect(server) -> Iterator[Callable[..., socket.socket]]:
    """Opens a connection and sends the beginning of what a client has to say."""
    opened: list[socket.socket] = []

    def open_one(sent: bytes = b"", *, window: int = 0) -> socket.socket:
        client = socket.socket()
        opened.append(client)
        client.settimeout(20)
        if window:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        client.connect(("127.0.0.1", server[1]))
        client.sendall(sent)
        return client

    yield open_one
    for client in opened:
        client.close()


def ask(port: int, path: str = "/", body: bytes | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET" if body is None else "POST", path, body)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("sent", "window"),
    [
        (b"", 0),
        (b"GET / HTTP/1.1\r\nHost: a\r\n", 0),
        (b"POST /sent HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\nabc", 0),
        (b"POST /sent HTTP/1.1\r\nHost: a\r\nContent-Length: %020d\r\n\r\nabc" % 9_000_000, 0),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"a: %07000d\r\n" * 10 % ((0,) * 10), 0),
        (b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n", 2048),
        (b"GET /rows HTTP/1.1\r\nHost: a\r\n\r\n", 2048),
    ],
    ids=[
        *("says nothing", "begins a request", "begins an upload", "begins one with zeros"),
        *("never ends a head", "reads nothing", "reads no rows"),
    ],
)
def test_readers_get_pages_beside_many_who_are_slow(server, connect, sent, window) -> None:
    ask(server[1])  # waits until it serves
    slow = [connect(sent, window=window) for _ in range(SLOW)]
    started = time.monotonic()
    for _ in range(5):
        assert ask(server[1]) == (200, b"two words")
    assert time.monotonic() - started < 5
    assert len(slow) == SLOW


def test_whoever_reads_late_gets_all_of_it(server, connect) -> None:
    late = connect(b"GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", window=4096)
    assert ask(server[1]) == (200, b"two words")
    with late.makefile("rb") as file:
        assert file.read().partition(b"\r\n\r\n")[2] == BIG


def test_an_upload_in_pieces_arrives_as_it_was_sent(server, connect) -> None:
    slow = connect(b"POST /sent HTTP/1.1\r\nHo")
    slow.sendall(b"st: a\r\nConnection: close\r\nContent-Length: %d\r\n\r" % len(BIG))
    slow.sendall(b"\n" + BIG[:7])
    assert ask(server[1], "/sent", b"short") == (200, b"short")
    slow.sendall(BIG[7:])
    with slow.makefile("rb") as file:
        assert file.read().partition(b"\r\n\r\n")[2] == BIG


def test_requests_that_come_at_once_are_answered_in_their_order(server, connect) -> None:
    first = b"POST /sent HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nfirst"
    last = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with connect(first + first + last).makefile("rb") as file:
        answers = file.read()
    assert answers.count(b"200 OK") == 3
    assert answers.endswith(b"two words")
    assert answers.count(b"\r\n\r\nfirst") == 2


def test_head_brings_the_headers_alone_and_no_warning(server, connect, log) -> None:
    """Were a body sent, the next answer on the connection would begin with it."""
    first = b"HEAD /big HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
    last = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with connect(first + last).makefile("rb") as file:
        *heads, body = file.read().split(b"\r\n\r\n")
    assert [head.partition(b"\r\n")[0] for head in heads] == [b"HTTP/1.1 200 OK"] * 3
    assert f"content-length: {len(BIG)}".encode() in heads[0].lower()
    assert body == b"two words"
    assert b"HEAD" not in log.read_bytes()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", b"400 "),
        (b"a: " + b"b" * 700_000 + b"\r\n\r\n", b"431 "),
        (b"a: " + b"b" * 700_000, b"431 "),
        (b"a b: c\r\n\r\n", b"400 "),
    ],
    ids=["a length of digits", "a long head", "a head without end", "no header"],
)
def test_a_request_that_never_should_be_whole_is_refused(server, connect, sent, status) -> None:
    with connect() as client:
        with suppress(ConnectionError):  # It is refused before its end.
            client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\n" + sent)
        assert client.recv(100).startswith(b"HTTP/1.1 " + status)
    assert ask(server[1]) == (200, b"two words")


def test_a_body_that_is_too_large_is_refused_in_words_of_the_site(server, connect) -> None:
    client = connect(b"POST /sent HTTP/1.1\r\nHost: a\r\nContent-Length: 99000000\r\n\r\n")
    with suppress(ConnectionError):
        for _ in range(65):
            client.sendall(bytes(1_000_000))
    with client.makefile("rb") as file:
        assert file.readline().startswith(b"HTTP/1.1 413 ")
        assert "quá lớn" in file.read().decode()


def test_a_body_in_chunks_arrives_with_its_length(server, connect) -> None:
    head = (
        b"POST /sent HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    with connect(head + b"3\r\ntwo\r\n0\r\n\r\n").makefile("rb") as file:
        assert file.read().endswith(b"\r\n\r\ntwo")


def test_rows_begin_to_come_before_the_last_is_read(server, connect) -> None:
    clients = [connect(b"GET /slow-rows HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(2)]
    started = time.monotonic()
    assert [client.recv(15) for client in clients] == [b"HTTP/1.1 200 OK"] * 2
    assert time.monotonic() - started < 1.5


def test_no_header_is_taken_for_another_one_s(server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server[1], timeout=20)
    connection.request("GET", "/environ?a=%C3", headers={"X_Real": "1", "X-Real": "2"})
    environ = literal_eval(connection.getresponse().read().decode())
    connection.close()
    assert (environ["HTTP_X_REAL"], environ["QUERY_STRING"]) == ("2", "a=%C3")


def test_a_reload_loads_anew_and_refuses_none(server, connect) -> None:
    process, port = server
    before = [connect(b"GET /late HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(2)]
    old = Path("/proc") / ask(port, "/process")[1].decode()
    process.send_signal(signal.SIGHUP)
    ends_at = time.monotonic() + 60
    while old.exists() and time.monotonic() < ends_at:
        assert ask(port) == (200, b"two words")
    assert not old.exists()
    for client in before:
        assert b"200 OK" in client.recv(1000)
