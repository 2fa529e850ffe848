"""What a trial of faults is made of: readers who go on asking, a visitor, and a table."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg2

from tests.stack.answers import Answer
from tests.stack.production import Stack

# The rows of the table that is printed when all is done.
TABLE: list[str] = []
HEAD = (
    "| fault | kept page: requests | failed | longest wait | made page: requests | failed "
    "| longest wait |\n| --- | --: | --: | --: | --: | --: | --: |"
)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_COOKIE = re.compile(r"([^=;, ]+)=([^;]*)")


@dataclass
class Load:
    """Readers who ask for a kept page and for one that is never kept, all the time."""

    site: Stack
    answers: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    ends: threading.Event = field(default_factory=threading.Event)
    # What stands behind the fault in the table: a time that was measured beside.
    note: str = ""

    def ask(self, name: str, path: str) -> None:
        seen = self.answers.setdefault(name, [])
        while not self.ends.is_set():
            began, status = time.monotonic(), 0
            with suppress(OSError, AssertionError, ValueError):
                status = self.site.ask(path, timeout=60).status
            seen.append((began, status))
            time.sleep(0.05)

    def failed(self, *names: str) -> int:
        """Return how many were answered with anything but the page."""
        answers = [each for name in names or self.answers for each in self.answers[name]]
        return sum(status not in (200, 304) for _began, status in answers)

    def gap(self, name: str) -> float:
        """Return the longest time in which nobody had a page."""
        moments = [began for began, status in self.answers[name] if status == 200]
        return max((later - before for before, later in pairwise(moments)), default=0.0)


@contextmanager
def under_load(site: Stack, fault: str) -> Iterator[Load]:
    """Let readers ask for the body of the `with`, and write down what they met."""
    load = Load(site)
    paths = {"kept": "/", "made": "/tim-kiem/?" + urlencode({"q": fault})}
    threads = [threading.Thread(target=load.ask, args=each) for each in paths.items()]
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
        cells = [
            f"{len(seen)} | {load.failed(name)} | {load.gap(name):.1f} s"
            for name, seen in sorted(load.answers.items())
        ]
        TABLE.append(f"| {fault}{load.note} | {' | '.join(cells)} |")


class Visitor:
    """Somebody with a browser: cookies, and forms that are sent with their token."""

    def __init__(self, site: Stack) -> None:
        self.site = site
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"")

    def fill(self, path: str) -> dict[str, str]:
        """Open the page of a form; return what its token fills in."""
        answer = self.get(path)
        found = _TOKEN.search(answer.text)
        assert found is not None, answer
        return {"csrfmiddlewaretoken": unescape(found[1])}

    def send(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(fields).encode())

    def sign_in(self, name: str) -> Answer:
        """Sign in with a demo account; return the answer, which leads on."""
        path = "/tai-khoan/login/"
        password = self.site.environment["DEMO_PASSWORD"]
        return self.send(path, self.fill(path) | {"login": name, "password": password})

    def _ask(self, method: str, path: str, body: bytes) -> Answer:
        headers = {"Referer": f"{self.site.address}{path}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            headers |= {"Content-Length": str(len(body))}
        answer = self.site.ask(path, method=method, headers=headers, body=body)
        for line in answer.cookies:
            found = _COOKIE.match(line)
            if found is not None:
                self.cookies[found[1]] = found[2]
        return answer


def workers(site: Stack) -> list[int]:
    """Return the processes that answer requests."""
    found = children(site.processes["site"].pid)
    return [each for each in found if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]


def children(process: int) -> list[int]:
    """Return the processes that one has begun."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(each) for each in text.split()]


def query(site: Stack, sql: str, *values: object) -> list[Any]:
    """Ask the database as the tables' owner."""
    connection = psycopg2.connect(site.environment["DATABASE_OWNER_URL"])
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


def wait_until(is_so: Callable[[], object], seconds: float, what: str) -> float:
    """Wait; return the seconds that it took, or fail with what never came."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, f"{what}: not within {seconds:.0f} s"
        time.sleep(0.3)
    return time.monotonic() - began
