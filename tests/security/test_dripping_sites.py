"""A linked site that drips its bytes holds up no check."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.conf import settings as site_settings

from portal.links.client import fetch
from portal.links.guard import NoAnswer
from portal.tasks import letters

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 16000\r\n\r\n"


@pytest.fixture
def dripping(request: pytest.FixtureRequest) -> Iterator[str]:
    """A site that sends a byte of its answer each tenth of a second, without end."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip(taken: socket.socket) -> None:
        with taken, suppress(OSError):
            received = taken.recv(65536)
            start = (
                request.param.replace(b"200 OK", b"405 No")
                if b"HEAD" in received
                else request.param
            )
            taken.sendall(start)
            while not over.wait(0.1):
                taken.sendall(b"a")

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=drip, args=[listener.accept()[0]], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    over.set()
    listener.close()


@pytest.mark.parametrize(
    "dripping",
    [b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\nX: a"],
    indirect=True,
    ids=["silence", "status", "header"],
)
def test_an_answer_that_drips_ends_in_time(dripping: str) -> None:
    start = time.monotonic()
    with pytest.raises(NoAnswer, match="in time"):
        fetch(dripping, allowed=lambda _ip: True, timeout=1.0)
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("dripping", [HEAD], indirect=True, ids=["body"])
def test_a_body_that_drips_ends_in_time(dripping: str) -> None:
    start = time.monotonic()
    assert fetch(dripping, allowed=lambda _ip: True, timeout=1.0).status == 200
    assert time.monotonic() - start < 3


def test_every_letter_is_in_the_queue_of_letters() -> None:
    assert letters.deliver.queue_name == site_settings.LETTERS_QUEUE
