"""What comes back from a server, taken apart without a library in between."""

import socket
import ssl
from dataclasses import dataclass


def ask(
    connection: socket.socket | ssl.SSLSocket,
    request: bytes,
) -> "Answer":
    """Send a request that ends its connection; return the answer."""
    connection.sendall(request)
    data = b""
    while piece := connection.recv(65536):
        data += piece
    return Answer.read(data)


@dataclass(frozen=True)
class Answer:
    """What came back, as it came."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: bytes) -> "Answer":
        head, _mark, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        assert first.startswith("HTTP/"), first
        pairs = [line.partition(":") for line in lines]
        cookies = tuple(
            value.strip() for name, _colon, value in pairs if name.lower() == "set-cookie"
        )
        headers = {name.lower(): value.strip() for name, _colon, value in pairs}
        if headers.get("transfer-encoding") == "chunked":
            body = _joined(body)
        return cls(int(first.split()[1]), headers, body, cookies)

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


def _joined(body: bytes) -> bytes:
    joined = b""
    while body:
        size, _mark, rest = body.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            break
        joined, body = joined + rest[:length], rest[length + 2 :]
    return joined
