"""A trial of faults under load: what a reader notices of each, printed as a table, and promised.

`FAULT_SECONDS` says how long the database is away (60 where nothing is said).
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from tests.stack.production import Stack

AWAY = float(os.environ.get("FAULT_SECONDS", "60"))
TABLE: list[str] = []


@dataclass
class Load:
    """Readers who ask for a kept page and for one that is never kept, all the time."""

    site: Stack
    answers: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    ends: threading.Event = field(default_factory=threading.Event)

    def ask(self, name: str, path: str) -> None:
        seen = self.answers.setdefault(name, [])
        while not self.ends.is_set():
            began, status = time.monotonic(), 0
            with suppress(OSError, AssertionError, ValueError):
                status = self.site.ask(path, timeout=20).status
            seen.append((began, status))
            time.sleep(0.05)

    def failed(self, name: str) -> int:
        return sum(status not in (200, 304) for _began, status in self.answers[name])

    def gap(self, name: str) -> float:
        """Return the longest time in which nobody had a page."""
        moments = [began for began, status in self.answers[name] if status == 200]
        return max((later - before for before, later in pairwise(moments)), default=0.0)


@contextmanager
def under_load(site: Stack, fault: str) -> Iterator[Load]:
    load = Load(site)
    asked = {"kept": "/", "made": "/tim-kiem/?q=" + fault.replace(" ", "+")}
    threads = [threading.Thread(target=load.ask, args=each) for each in asked.items()]
    for thread in threads:
        thread.start()
    time.sleep(1)
    try:
        yield load
        time.sleep(2)
    finally:
        load.ends.set()
        for thread in threads:
            thread.join()
    row = "  ".join(
        f"{name}: {load.failed(name)} of {len(seen)} failed, gap {load.gap(name):.1f} s"
        for name, seen in load.answers.items()
    )
    TABLE.append(f"{fault:32} {row}")


@pytest.fixture(scope="module")
def site(production: Stack) -> Iterator[Stack]:
    for path in ("/", "/tin-tuc/", "/lien-he/"):
        production.ask(path)
    yield production
    print("\n" + "\n".join(TABLE))


def workers(site: Stack) -> list[int]:
    master = site.processes["site"].pid
    return [
        int(each) for each in Path(f"/proc/{master}/task/{master}/children").read_text().split()
    ]


def test_a_killed_worker_costs_one_request_at_most(site):
    with under_load(site, "worker killed") as load:
        os.kill(workers(site)[0], signal.SIGKILL)
        time.sleep(3)
    assert load.failed("kept") + load.failed("made") <= 2


def test_a_killed_master_is_back(site):
    with under_load(site, "master killed") as load:
        site.stop("site", signal.SIGKILL)
        # What systemd does after RestartSec.
        time.sleep(1)
        site.start_site()
        site.wait_for_site()
        time.sleep(1)
    # The port is held: who asked meanwhile waited, or was in the hands of the one that was killed.
    assert load.failed("kept") + load.failed("made") <= 6


def test_a_killed_helper_stops_no_reader(site):
    with under_load(site, "helper killed") as load:
        site.stop("helper", signal.SIGKILL)
        time.sleep(2)
        site.start_helper()
    assert load.failed("kept") + load.failed("made") == 0


def test_a_restarted_database_costs_kept_pages_nothing(site):
    with under_load(site, "database restarted") as load:
        site.database.stop()
        site.database.start()
        time.sleep(2)
    assert load.failed("kept") == 0


def test_without_a_database_pages_are_shown_and_the_log_is_short(site):
    size = (site.folder / "site.log").stat().st_size
    with under_load(site, f"database gone for {AWAY:.0f} s") as load:
        site.database.stop("immediate")
        time.sleep(AWAY)
        answer = site.ask("/tin-tuc/")
        assert (answer.status, "kept-copy" in answer.text) == (200, True)
        form = site.ask("/tai-khoan/login/")
        assert (form.status, form.headers["retry-after"]) == (503, "15")
        assert site.ask("/readyz").status == 503
        site.database.start()
        time.sleep(3)
    assert load.failed("kept") == 0
    assert (site.folder / "site.log").stat().st_size - size < 1_000_000
    assert site.ask("/readyz").status == 200


def test_without_valkey_pages_are_shown(site):
    port = site.environment["CACHE_URL"].rpartition(":")[2].partition("/")[0]
    command = ["valkey-server", "--port", port, "--save", "", "--bind", "127.0.0.1"]
    with under_load(site, "Valkey gone") as load:
        site.stop("valkey", signal.SIGKILL)
        time.sleep(3)
        site.start("valkey", command)
        time.sleep(6)
    assert load.failed("kept") == 0


def test_slow_readers_at_the_door_stop_nobody(site):
    slow = [socket.create_connection(("127.0.0.1", site.https_port)) for _each in range(50)]
    try:
        with under_load(site, "50 silent connections") as load:
            time.sleep(2)
    finally:
        for each in slow:
            each.close()
    assert load.failed("kept") + load.failed("made") == 0


def test_a_restart_refuses_nobody(site):
    with under_load(site, "restart (systemctl restart)") as load:
        site.stop("site")
        site.start_site()
        site.wait_for_site()
        time.sleep(1)
    assert load.failed("kept") + load.failed("made") == 0
