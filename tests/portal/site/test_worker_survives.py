"""A worker: one connection that fails, whatever fails in it, ends no other and no worker."""

import http.client
import resource
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.site import server as production
from tests.portal.pagecache.processes import in_process
from tests.portal.site.server_of_words import BIG

ROOT = Path(__file__).resolve().parents[3]
MODULE = "tests.portal.site.server_of_words"
# What a connection says at its end instead of "no more": that it is no more.
RESET = struct.pack("ii", 1, 0)
CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
EXPECTS = b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"


@pytest.fixture
def start(tmp_path) -> Iterator[Callable[..., int]]:
    """Starts a server within limits and returns its port; its log is `tmp_path / "log"`."""
    taken = socket.create_server(("127.0.0.1", 0), backlog=200)
    started: list[subprocess.Popen[bytes]] = []

    def start_server(*limits: str) -> int:
        number = taken.fileno()
        command = [sys.executable, "-m", MODULE, str(number), *limits]
        with (tmp_path / "log").open("wb") as log:
            started.append(
                subprocess.Popen(command, cwd=ROOT, pass_fds=[number], stdout=log, stderr=log)
            )
        return int(taken.getsockname()[1])

    yield start_server
    for process in started:
        process.terminate()
        process.wait(10)
    taken.close()


def ask(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def hear(client: socket.socket, end: bytes) -> bytes:
    """Return what is said until these bytes have come."""
    heard = b""
    while end not in heard and (data := client.recv(1000)):
        heard += data
    return heard


def upload(port: int, size: int) -> bytes:
    """Send a body behind its head, so that all of it goes to a file; return what is answered."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(EXPECTS % size)
        assert b"100 Continue" in hear(client, b"\r\n\r\n")
        client.sendall(b"x" * size)
        return hear(client, b"two words")


@pytest.mark.parametrize("sent", [CHUNKED, EXPECTS % 9], ids=["in chunks", "told to go on"])
def test_who_is_gone_when_something_is_to_be_said_ends_no_worker(start, sent) -> None:
    port = start()
    worker = ask(port, "/process")
    for _ in range(20):
        client = socket.create_connection(("127.0.0.1", port))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        client.sendall(sent)
        client.close()
    assert ask(port, "/process") == worker


@pytest.mark.parametrize("size", [1_000_000, 550_100], ids=["at once", "with its last bytes"])
def test_an_upload_that_finds_no_room_is_refused_and_ends_no_worker(start, size) -> None:
    port = start("RLIMIT_FSIZE=550000")
    worker = ask(port, "/process")
    assert b"507 Insufficient Storage" in upload(port, size)
    assert b"200 OK" in upload(port, 540_000)
    assert ask(port, "/process") == worker


def test_an_answer_that_fails_in_the_middle_breaks_off_alone(start) -> None:
    port = start()
    worker = ask(port, "/process")
    for _ in range(3):
        with pytest.raises(http.client.IncompleteRead):
            ask(port, "/broken")
    assert ask(port, "/process") == worker


def test_an_answer_that_finds_no_room_breaks_off_without_a_hole(start) -> None:
    port = start("RLIMIT_FSIZE=550000")
    worker = ask(port, "/process")
    with pytest.raises(http.client.IncompleteRead) as broken_off:
        ask(port, "/rows")
    assert BIG.startswith(broken_off.value.partial)
    assert ask(port, "/process") == worker


def test_more_connections_than_descriptors_keep_later_ones_waiting_alone(start) -> None:
    port = start("RLIMIT_NOFILE=64")
    worker = ask(port, "/process")
    idle = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(100)]
    idle[0].sendall(b"GET /process HTTP/1.1\r\nHost: a\r\n\r\n")
    assert b"200 OK" in hear(idle[0], worker[1])
    for client in idle:
        client.close()
    assert ask(port, "/process") == worker


def test_the_server_takes_as_many_descriptors_as_it_may() -> None:
    def take_them() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (500, 700))
        production._allow_descriptors()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (700, 700)

    assert in_process(take_them) == 0
