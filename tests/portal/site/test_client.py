"""A connection holds as much of a request as has come, and lets go of it."""

import socket
from collections.abc import Iterator

import pytest
from gunicorn.config import Config

from portal.site.client import Client
from portal.site.client_socket import ClientSocket


@pytest.fixture
def client() -> Iterator[Client]:
    """The server's end of a connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = listener.getsockname()
        with socket.create_connection(server):
            accepted, address = listener.accept()
            yield Client(Config(), ClientSocket(accepted), address, server)


def test_a_body_that_nobody_wanted_is_thrown_away_unread(client, monkeypatch) -> None:
    client.take(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
    assert not client.is_complete()
    client.take(b"x" * 1_000_000)
    assert client.is_complete()
    client.hand_over()
    arrived = client.parser.unreader.arrived
    monkeypatch.setattr(arrived, "read", lambda *_size: pytest.fail("It was read."))
    client.close()
    assert arrived.closed
