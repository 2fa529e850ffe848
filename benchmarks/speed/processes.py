"""Processes that are measured: started on chosen cores, their time and memory from /proc."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TICKS: Final = os.sysconf("SC_CLK_TCK")
START_SECONDS: Final = 180
END_SECONDS: Final = 30
# Beside the server: who works off tasks, and who tidies up; neither answers anybody.
_HELPERS: Final = (b"\0work\0", b"resource_tracker")


@dataclass(frozen=True)
class Cores:
    """Which core serves and which one asks; the same where there is only one."""

    serving: frozenset[int]
    asking: frozenset[int]

    @property
    def are_apart(self) -> bool:
        return self.serving != self.asking


def choose_cores() -> Cores:
    """Return the first core for whatever serves, and another one for whatever asks."""
    cores = sorted(os.sched_getaffinity(0))
    return Cores(frozenset(cores[:1]), frozenset(cores[1:2] or cores[:1]))


@contextmanager
def on_cores(cores: frozenset[int]) -> Iterator[None]:
    """Let what is started in the body run on these cores only."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def move_to_cores(pid: int, cores: frozenset[int]) -> None:
    """Move a process and its children there; what they start later follows."""
    for each in tree_of(pid):
        with suppress(ProcessLookupError):
            os.sched_setaffinity(each, cores)


class Process:
    """A server that runs until it is ended."""

    def __init__(
        self, command: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path
    ) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self.log = log
        with log.open("wb") as output:
            self._popen = subprocess.Popen(  # noqa: S603  # our own words
                command, env=environment, cwd=folder, stdout=output, stderr=output,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    @property
    def pid(self) -> int:
        return self._popen.pid

    def wait_for(self, port: int) -> None:
        """Return once somebody listens at the port; raise SystemExit if nobody ever does."""
        ends_at = time.monotonic() + START_SECONDS
        while time.monotonic() < ends_at and self._popen.poll() is None:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        self.end()
        raise SystemExit(f"Nobody answers at port {port}; see {self.log}.")

    def end(self) -> None:
        """End it and wait for it."""
        if self._popen.poll() is None:
            self._popen.send_signal(signal.SIGTERM)
        try:
            self._popen.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()


def tree_of(pid: int) -> list[int]:
    """Return a process and all below it that answer somebody."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting += [child for child in children.get(each, []) if not _is_helper(child)]
    return found


def seconds_of(pid: int) -> float:
    """Return the processor's seconds that a process and all below it have used, ended ones too."""
    return sum(_ticks(each) for each in tree_of(pid)) / TICKS


def workers_of(pid: int) -> list[int]:
    """Return the processes that answer: those below the one that was started."""
    return sorted(set(tree_of(pid)) - {pid}) or [pid]


def proportional_memory(pid: int) -> int:
    """Return the bytes of a process, of shared memory its part (PSS); 0 if it has ended."""
    return _memory(pid, "Pss:")


def resident_memory(pid: int) -> int:
    """Return the bytes of a process, what it shares with its parent counted once; 0 if ended."""
    return _memory(pid, "Rss:")


def _memory(pid: int, name: str) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    line = next(line for line in text.splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024


def free_port(first: int) -> int:
    """Return the first port from here on at which nobody listens."""
    for port in range(first, first + 100):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"No port is free from {first} on; name another by BENCH_PORT.")


def _ticks(pid: int) -> int:
    fields = _stat(pid)
    # Of itself and of children that it has waited for, in programs and in the kernel.
    return sum(map(int, fields[11:15])) if fields else 0


def _stat(pid: int) -> list[str]:
    """Return the fields of a process behind its name; none where it has ended."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(")")[2].split()


def _is_helper(pid: int) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
        return any(helper in words for helper in _HELPERS)
    except (FileNotFoundError, ProcessLookupError):
        return False
