"""A trial of clients that are slow or silent, and of a restart while many ask."""

import asyncio
import contextlib
import resource
import socket
import ssl
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.stack.faults import TABLE, under_load
from tests.stack.production import Stack

# As many as the limits of this machine allow; each has an end here and one in nginx.
IDLE = 10_000
SLOWLORIS = 400
SLOW_READERS = 100
REQUESTS_A_SECOND = 50


@pytest.fixture(scope="module")
def site(production: Stack) -> Stack:
    assert production.ask("/", timeout=60).status == 200
    return production


@contextlib.contextmanager
def connections(site: Stack, count: int, first: bytes) -> Iterator[list[socket.socket]]:
    """Hold open connections to nginx from many addresses, each with a beginning of something."""
    made: list[socket.socket] = []
    try:
        for number in range(count):
            made.append(socket.socket())
            made[-1].bind((_address(number), 0))
            made[-1].settimeout(20)
            made[-1].connect(("127.0.0.1", site.https_port))
            if first:
                made[-1].sendall(first)
        yield made
    finally:
        for each in made:
            each.close()


def _address(number: int) -> str:
    """Return one of some fifty addresses of loopback."""
    return f"127.0.7.{number % 50 + 1}"


def test_slowloris_stops_nobody(site):
    hello = bytes.fromhex("160301020001")
    with connections(site, SLOWLORIS, hello) as slow, under_load(site, "400 slowloris") as load:
        for _second in range(5):
            for each in slow:
                with contextlib.suppress(OSError):
                    each.sendall(b"\0")
            time.sleep(1)
    assert load.failed() == 0


def test_slowloris_past_nginx_stops_nobody(site):
    """The application itself, too: a machine may have no server in front."""
    slow = [socket.create_connection(("127.0.0.1", site.site_port)) for _each in range(SLOWLORIS)]
    try:
        with under_load(site, "400 slowloris, past nginx") as load:
            for each in slow:
                each.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
            for _second in range(5):
                for each in slow:
                    with contextlib.suppress(OSError):
                        each.sendall(b"a")
                time.sleep(1)
    finally:
        for each in slow:
            each.close()
    assert load.failed() == 0


def test_idle_connections_stop_nobody(site):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(IDLE, hard - 1000)
    try:
        with connections(site, count, b"") as idle:
            with under_load(site, f"{count} idle connections") as load:
                time.sleep(5)
            assert len(idle) == count
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert load.failed() == 0


def test_slow_readers_stop_nobody(site):
    context = ssl.create_default_context(cafile=str(site.folder / "tls.pem"))
    readers: list[ssl.SSLSocket] = []
    try:
        for number in range(SLOW_READERS):
            plain = socket.socket()
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            plain.bind((_address(number), 0))
            plain.settimeout(60)
            plain.connect(("127.0.0.1", site.https_port))
            readers.append(context.wrap_socket(plain, server_hostname=site.host))
            host = f"Host: {site.host}:{site.https_port}"
            readers[-1].sendall(f"GET /so-do/ HTTP/1.1\r\n{host}\r\n\r\n".encode())
        with under_load(site, "100 slow readers") as load:
            for _second in range(5):
                for each in readers:
                    assert each.recv(10)
                time.sleep(1)
    finally:
        for each in readers:
            each.close()
    assert load.failed() == 0


def test_a_restart_under_fifty_requests_a_second_refuses_nobody(site):
    """Requests go on at their pace while the site is exchanged; those meanwhile wait."""
    answers = asyncio.run(_restarted_under_load(site))
    failed = sum(count for status, count in answers.items() if status != 200)
    TABLE.append(f"| restart at 50 requests/s | {answers.total()} | {failed} | | | | |")
    assert answers.keys() == {200}, answers
    assert answers.total() >= 5 * REQUESTS_A_SECOND


async def _restarted_under_load(site: Stack) -> Counter[object]:
    context = ssl.create_default_context(cafile=str(site.folder / "tls.pem"))
    restart = asyncio.create_task(asyncio.to_thread(_restart, site))
    requests: list[asyncio.Task[object]] = []
    began = time.monotonic()
    paths = ("/", "/tin-tuc/", "/lien-he/", "/tim-kiem/?q=bao")
    while not restart.done() or len(requests) < 5 * REQUESTS_A_SECOND:
        number = len(requests)
        question = _ask(site, context, paths[number % len(paths)], number)
        requests.append(asyncio.create_task(question))
        await asyncio.sleep(max(began + number / REQUESTS_A_SECOND - time.monotonic(), 0))
    await restart
    return Counter(await asyncio.gather(*requests))


def _restart(site: Stack) -> None:
    time.sleep(1)
    site.stop("site")
    site.start_site()
    site.wait_for_site()
    time.sleep(2)


async def _ask(site: Stack, context: ssl.SSLContext, path: str, number: int) -> object:
    """Return the status of an answer, or what came in its stead."""
    try:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1",
            site.https_port,
            ssl=context,
            server_hostname=site.host,
            local_addr=(f"127.0.8.{number % 200 + 1}", 0),
            ssl_handshake_timeout=120,
        )
        host = f"{site.host}:{site.https_port}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        line = await reader.readline()
        await reader.read()
        writer.close()
        return int(line.split()[1]) if line else "closed"
    except OSError as error:
        return type(error).__name__
