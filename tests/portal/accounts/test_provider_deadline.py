"""The identity provider has one deadline for all of its answer, however slowly it sends."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import requests

from portal.accounts.oidc.http import ProviderSession

HEAD = b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100 + b"\r\nContent-Length: 0\r\n\r\n"


def serve(listener: socket.socket, slow: bytes, rest: bytes) -> None:
    connection, _address = listener.accept()
    with contextlib.suppress(OSError), connection:
        connection.recv(65536)
        for byte in slow:
            connection.sendall(bytes([byte]))
            time.sleep(0.03)
        connection.sendall(rest)


@pytest.fixture
def listener(settings) -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.OIDC_ORIGINS = [f"http://127.0.0.1:{listener.getsockname()[1]}"]
        yield listener


def ask(listener: socket.socket, slow: bytes, rest: bytes, *, seconds: float) -> requests.Response:
    thread = threading.Thread(target=serve, args=(listener, slow, rest))
    thread.start()
    host, port = listener.getsockname()
    try:
        with ProviderSession(time.monotonic() + seconds) as session:
            return session.get(f"http://{host}:{port}/")
    finally:
        thread.join()


def test_a_head_that_comes_byte_by_byte_is_cut_off(listener):
    with pytest.raises(requests.exceptions.RequestException):
        ask(listener, HEAD, b"", seconds=0.5)


def test_a_head_that_is_cut_off_between_two_lines_is_no_answer(listener):
    with pytest.raises(requests.exceptions.RequestException):
        ask(listener, b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 20, b"\r\n", seconds=0.5)


def test_one_that_comes_in_time_is_an_answer(listener):
    assert ask(listener, HEAD[:20], HEAD[20:], seconds=60).status_code == 200
