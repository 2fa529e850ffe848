"""A virus scanner for tests: speaks clamd's protocol, and misbehaves in the way that is asked."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# What every scanner calls a virus by agreement; in two parts, so that none minds this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Stub:
    """What it answers next, and the files that it was sent."""

    url: str = ""
    behaviour: str = "scan"
    received: list[bytes] = field(default_factory=list)
    # The version of its signatures, and what it knows by now beside EICAR.
    signatures: str = "27822"
    learnt: list[bytes] = field(default_factory=list)


@contextmanager
def clamd(path: str = "") -> Iterator[Stub]:
    """Run one on a free port of this machine, or on a socket of the file system."""
    stub = Stub()
    with socket.socket(socket.AF_UNIX if path else socket.AF_INET) as server:
        server.bind(path or ("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.1)
        stub.url = f"unix://{path}" if path else f"tcp://127.0.0.1:{server.getsockname()[1]}"
        ended = threading.Event()
        thread = threading.Thread(target=_serve, args=(server, stub, ended), daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            ended.set()
            thread.join(5)


def _serve(server: socket.socket, stub: Stub, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            connection, _peer = server.accept()
        except TimeoutError:
            continue
        with connection:
            connection.settimeout(2)
            try:
                _answer(connection, stub, ended)
            except OSError:
                continue


def _answer(connection: socket.socket, stub: Stub, ended: threading.Event) -> None:
    command = _read_command(connection)
    if stub.behaviour == "silent":
        ended.wait(1)
    elif stub.behaviour == "garbage":
        connection.sendall(b"\xff" * 9000)
    elif stub.behaviour == "closes":
        return
    elif command == b"nPING":
        connection.sendall(b"PONG\n")
    elif command == b"nVERSION":
        connection.sendall(f"ClamAV 1.4.3/{stub.signatures}/Fri Nov 27 09:26:38\n".encode())
    elif stub.behaviour == "too large":
        connection.recv(4)
        connection.sendall(b"INSTREAM size limit exceeded. ERROR\n")
    else:
        content = _read_file(connection, stub)
        stub.received.append(content)
        is_bad = any(each in content for each in (EICAR, *stub.learnt))
        connection.sendall(b"stream: Eicar-Test FOUND\n" if is_bad else b"stream: OK\n")


def _read_command(connection: socket.socket) -> bytes:
    command = b""
    while not command.endswith(b"\n"):
        command += _exactly(connection, 1)
    return command[:-1]


def _read_file(connection: socket.socket, stub: Stub) -> bytes:
    content = b""
    while length := int.from_bytes(_exactly(connection, 4), "big"):
        content += _exactly(connection, length)
    return content


def _exactly(connection: socket.socket, length: int) -> bytes:
    content = b""
    while len(content) < length:
        piece = connection.recv(length - len(content))
        if not piece:
            raise ConnectionResetError
        content += piece
    return content
