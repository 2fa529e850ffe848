"""Asks a server on loopback, as many readers at once: a process of its own, a job on its input.

Connections are kept where the server keeps them. Whoever is told a pattern and a file of the
number that is public now counts answers that are older than what was public when they were asked.
"""

import json
import mmap
import re
import selectors
import socket
import struct
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

# After its time a run waits so long for the answers that are under way.
DRAIN_SECONDS: Final = 20.0
_LENGTH: Final = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding:\s*chunked", re.IGNORECASE)
_CLOSES: Final = re.compile(rb"\r\nconnection:\s*close", re.IGNORECASE)
_BODYLESS: Final = (204, 304)


@dataclass(frozen=True)
class Job:
    """What is asked for, by how many at once, for how long."""

    port: int
    paths: list[str]
    seconds: float
    connections: int
    headers: dict[str, str] = field(default_factory=dict)
    # For each path headers of its own, such as the tag that a reader has.
    tags: list[str] = field(default_factory=list)
    # From which path on, round and round, and how many at most; 0: as many as there is time for.
    first: int = 0
    limit: int = 0
    # A number in each page, and the file that holds the one that is public.
    pattern: str = ""
    public_now: str = ""
    # A text whose moment of coming or going is looked for.
    text: str = ""


@dataclass
class Result:
    """What came back."""

    requests: int = 0
    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    bytes: int = 0
    failed: int = 0
    p50: float = 0.0
    p95: float = 0.0
    # Which part of its own core the asking has taken: near 1 it is what bounds the requests.
    busy: float = 0.0
    stale: int = 0
    unmarked: int = 0
    # When each answer was asked for, in seconds of the epoch, and whether it had the text.
    seen: list[tuple[float, bool]] = field(default_factory=list)


def run(job: Job) -> Result:
    """Have a job done by the process that asks; return what came back."""
    return _asker().run(job)


class Asker:
    """The process that asks, one job after the other; it ends when its input does."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # our own words
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
        )

    def run(self, job: Job) -> Result:
        """Do a job; raise SystemExit if the process has ended."""
        assert self._process.stdin  # noqa: S101  # opened above
        assert self._process.stdout  # noqa: S101  # likewise
        self._process.stdin.write(json.dumps(asdict(job)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"The load has ended with {self._process.wait()}.")
        found = Result(**json.loads(line))
        # JSON has no keys but texts.
        found.statuses = {int(status): count for status, count in found.statuses.items()}
        return found


@cache
def _asker() -> Asker:
    return Asker()


class Reader:
    """One connection, and the answer that it waits for."""

    __slots__ = ("buffer", "expected", "is_fresh", "sent_at", "sent_on", "socket")

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.socket: socket.socket | None = None
        self.is_fresh = True
        self.sent_at = self.sent_on = 0.0
        self.expected = 0


class Load:
    """All connections of a job."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._requests = [
            _request(path, job.headers, tag)
            for path, tag in zip(job.paths, job.tags or [""] * len(job.paths), strict=True)
        ]
        self._next = job.first
        self._selector = selectors.DefaultSelector()
        self._result = Result()
        self._statuses: Counter[int] = Counter()
        self._times: list[float] = []
        self._pattern = re.compile(job.pattern.encode()) if job.pattern else None
        self._public = _number_file(job.public_now) if job.public_now else None
        self._text = job.text.encode()

    def run(self) -> Result:
        readers = [Reader() for _ in range(self._job.connections)]
        began = last = time.perf_counter()
        self._computed = time.process_time()
        self._ends_at = began + self._job.seconds
        self._waiting = 0
        for reader in readers:
            self._ask_next(reader)
        while self._waiting and time.perf_counter() < self._ends_at + DRAIN_SECONDS:
            for key, _events in self._selector.select(1):
                if self._receive(key.data):
                    last = time.perf_counter()
        self._result.failed += self._waiting
        return self._closed(last - began)

    def _closed(self, seconds: float) -> Result:
        result, times = self._result, sorted(self._times)
        result.seconds, result.requests = seconds, len(times)
        result.busy = (time.process_time() - self._computed) / max(seconds, 0.001)
        result.statuses = dict(self._statuses)
        if times:
            result.p50, result.p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
        return result

    def close(self) -> None:
        """Close what connections are left."""
        for key in list(self._selector.get_map().values()):
            self._close(key.data)
        self._selector.close()

    def _ask_next(self, reader: Reader) -> None:
        """Ask for the next page, as long as there is time and something left to ask for."""
        is_left = not self._job.limit or self._next < self._job.first + self._job.limit
        if is_left and time.perf_counter() < self._ends_at:
            self._ask(reader)

    def _ask(self, reader: Reader) -> None:
        request = self._requests[self._next % len(self._requests)]
        self._next += 1
        if self._public is not None:
            reader.expected = self._public[0]
        reader.sent_at, reader.sent_on = time.perf_counter(), time.time()
        self._waiting += 1
        self._send(reader, request)

    def _send(self, reader: Reader, request: bytes) -> None:
        reader.is_fresh = reader.socket is None
        if reader.socket is None:
            reader.socket = socket.create_connection(("127.0.0.1", self._job.port), timeout=15)
            reader.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(reader.socket, selectors.EVENT_READ, reader)
        try:
            reader.socket.sendall(request)
        except OSError:
            self._close(reader)
            self._again(reader)

    def _receive(self, reader: Reader) -> bool:
        """Take what has come; return whether an answer is whole."""
        assert reader.socket is not None  # noqa: S101  # registered ones have one
        try:
            piece = reader.socket.recv(262_144)
        except OSError:
            piece = b""
        if not piece:
            self._close(reader)
            self._again(reader)
            return False
        reader.buffer += piece
        head = reader.buffer.find(b"\r\n\r\n")
        if head < 0 or not self._is_complete(reader.buffer, head):
            return False
        self._take(reader, head)
        return True

    def _again(self, reader: Reader) -> None:
        """A kept connection may be closed just when it is used: ask once more on a fresh one."""
        self._waiting -= 1
        reader.buffer.clear()
        if reader.is_fresh:
            self._result.failed += 1
        self._ask_next(reader)

    @staticmethod
    def _is_complete(buffer: bytearray, head: int) -> bool:
        if int(buffer[9:12]) in _BODYLESS:
            return True
        if length := _LENGTH.search(buffer, 0, head + 2):
            return len(buffer) >= head + 4 + int(length[1])
        return bool(_CHUNKED.search(buffer, 0, head + 2)) and buffer.endswith(b"\r\n0\r\n\r\n")

    def _take(self, reader: Reader, head: int) -> None:
        self._times.append(time.perf_counter() - reader.sent_at)
        buffer, result = reader.buffer, self._result
        self._statuses[int(buffer[9:12])] += 1
        result.bytes += len(buffer) - head - 4
        if self._pattern is not None:
            self._check_number(reader)
        if self._text:
            result.seen.append((reader.sent_on, self._text in buffer))
        if _CLOSES.search(buffer, 0, head + 2):
            self._close(reader)
        buffer.clear()
        self._waiting -= 1
        self._ask_next(reader)

    def _check_number(self, reader: Reader) -> None:
        """Count an answer that is older than what was public before it was asked for."""
        assert self._pattern is not None  # noqa: S101  # asked above
        found = [int(number) for number in self._pattern.findall(reader.buffer)]
        self._result.unmarked += not found
        self._result.stale += bool(found) and min(found) < reader.expected

    def _close(self, reader: Reader) -> None:
        if reader.socket is not None:
            self._selector.unregister(reader.socket)
            reader.socket.close()
            reader.socket = None


def _request(path: str, headers: dict[str, str], tag: str) -> bytes:
    lines = {"Host": "127.0.0.1", "Accept": "text/html", **headers}
    if tag:
        lines["If-None-Match"] = tag
    written = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"GET {path} HTTP/1.1\r\n{written}\r\n".encode()


def _number_file(path: str) -> Any:
    """Return the file that holds a number, as memory that its writer shares."""
    with Path(path).open("r+b") as file:
        return memoryview(mmap.mmap(file.fileno(), struct.calcsize("q"))).cast("q")


def main() -> None:
    """Do the job of each line of the input."""
    for line in sys.stdin:
        load = Load(Job(**json.loads(line)))
        print(json.dumps(asdict(load.run())), flush=True)
        load.close()


if __name__ == "__main__":
    main()
