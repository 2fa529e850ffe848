"""The server: whoever is slow, stops nobody else, and gets all that belongs to him."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
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
    ],
    ids=[
        *("says nothing", "begins a request", "begins an upload", "begins one with zeros"),
        *("never ends a head", "reads nothing"),
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
    assert f"Content-Length: {len(BIG)}".encode() in heads[0]
    assert body == b"two words"
    assert log.read_bytes() == b""


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"Content-Length: 99000000\r\n\r\n", b"413 Content Too Large"),
        (b"Content-Length: %05000d\r\n\r\n" % 99_000_000, b"413 Content Too Large"),
        (b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", b"413 Content Too Large"),
        (b"Transfer-Encoding: chunked\r\n\r\n", b"411 Length Required"),
        (b"a: " + b"b" * 70_000 + b"\r\n\r\n", b"431 "),
        (b"a: " + b"b" * 70_000, b"431 "),
    ],
)
def test_a_request_that_never_should_be_whole_is_refused(server, connect, sent, status) -> None:
    with connect(b"POST / HTTP/1.1\r\nHost: a\r\n" + sent).makefile("rb") as file:
        assert file.readline().startswith(b"HTTP/1.1 " + status)
        assert b'<html lang="vi">' in file.read()


def test_an_address_that_is_too_long_is_told_in_words_of_the_site(server, connect) -> None:
    with connect(b"GET /?q=" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n").makefile(
        "rb"
    ) as file:
        head, _, page = file.read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 414 ")
    assert b'<main id="noi-dung">' in page
    assert b"aaa" not in page


def test_a_reload_lets_requests_end_and_refuses_none(server, connect) -> None:
    process, port = server
    before = [connect(b"GET /late HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(2)]
    time.sleep(0.2)
    process.send_signal(signal.SIGHUP)
    for _ in range(20):
        assert ask(port) == (200, b"two words")
    for client in before:
        assert b"200 OK" in client.recv(1000)
