"""One figure: a page of a site, asked for again and again, round by round."""

import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from benchmarks.speed import load
from benchmarks.speed.databases import Server
from benchmarks.speed.serving import Site

BROWSER: Final = {"Accept-Encoding": "gzip, deflate, br, zstd"}
# Whoever takes longer for one answer is asked by few at once: it is the time that is measured.
SLOW_SECONDS: Final = 0.15
FEW_CONNECTIONS: Final = 2
WARM_REQUESTS: Final = 5
WARM_SECONDS: Final = 0.4
WARM_MAX_SECONDS: Final = 20


@dataclass(frozen=True)
class Sample:
    """What one round has shown."""

    requests: int
    seconds: float
    site_seconds: float
    database_seconds: float
    p95: float
    busy: float

    @property
    def cpu(self) -> float:
        """Return milliseconds of the processor for a request, PostgreSQL's among them."""
        return (self.site_seconds + self.database_seconds) / self.requests * 1000


@dataclass
class Cell:
    """A page of a site, and what the rounds have shown of it."""

    site: Site
    page: str
    paths: list[str]
    status: int = 200
    tags: list[str] = field(default_factory=list)
    # Each path is asked for once, as long as there are any.
    each_once: bool = False
    connections: int = 1
    samples: list[Sample] = field(default_factory=list)
    refused: str = ""
    _first: int = 0

    def warm_up(self, connections: int) -> None:
        """Ask until the page is warm; notes what is wrong with it, and how many may ask at once."""
        # Each page once or more, the first one after the other.
        limit = WARM_REQUESTS if self.each_once else max(WARM_REQUESTS, len(self.paths))
        found = load.run(self._job(WARM_MAX_SECONDS, 1, limit=limit))
        self._first += found.requests if self.each_once else 0
        if set(found.statuses) != {self.status} or found.failed:
            self.refused = f"answers {found.statuses}, {found.failed} failed"
        self.connections = min(connections, FEW_CONNECTIONS if found.p50 > SLOW_SECONDS else 99)
        if not self.refused and not self.each_once:
            load.run(self._job(WARM_SECONDS, self.connections))

    def measure(self, server: Server, seconds: float) -> None:
        """Ask for a while and keep what that has shown.

        Each page once before that: what is kept of it may have ended since the last round.
        """
        if not self.each_once:
            load.run(self._job(WARM_MAX_SECONDS, 1, limit=len(self.paths)))
        site, database = self.site.seconds(), server.seconds()
        found = load.run(self._job(seconds, self.connections))
        site, database = self.site.seconds() - site, server.seconds() - database
        if set(found.statuses) != {self.status} or found.failed:
            self.refused = f"answers {found.statuses}, {found.failed} failed"
            return
        self._first += found.requests if self.each_once else 0
        self.samples.append(
            Sample(found.requests, found.seconds, site, database, found.p95, found.busy)
        )

    @property
    def cpu(self) -> float:
        return statistics.median(sample.cpu for sample in self.samples)

    @property
    def database_cpu(self) -> float:
        return statistics.median(
            sample.database_seconds / sample.requests * 1000 for sample in self.samples
        )

    @property
    def per_second(self) -> float:
        return statistics.median(sample.requests / sample.seconds for sample in self.samples)

    @property
    def p95(self) -> float:
        """Return the milliseconds within which 95 of 100 were answered, that many at once."""
        return statistics.median(sample.p95 for sample in self.samples) * 1000

    def found(self) -> dict[str, object]:
        """Return what was measured, as the file of results holds it."""
        row: dict[str, object] = {"site": self.site.name, "rows": self.site.rows, "page": self.page}
        if self.refused or not self.samples:
            return row | {"refused": self.refused or "not measured"}
        return row | {
            "status": self.status,
            "cpu_ms": round(self.cpu, 3),
            "database_ms": round(self.database_cpu, 3),
            "requests_per_second": round(self.per_second, 1),
            "p95_ms": round(self.p95, 1),
            "connections": self.connections,
            "load_busy": round(statistics.median(sample.busy for sample in self.samples), 2),
            "rounds_cpu_ms": [round(sample.cpu, 3) for sample in self.samples],
        }

    def _job(self, seconds: float, connections: int, *, limit: int = 0) -> load.Job:
        return load.Job(
            port=self.site.port, paths=self.paths, seconds=seconds, connections=connections,
            headers=BROWSER, tags=self.tags, first=self._first, limit=limit,
        )  # fmt: skip


def measure_all(
    cells: Iterable[Cell], server: Server, *, rounds: int, seconds: float, connections: int
) -> None:
    """Measure all cells in turn, round by round, so that whatever disturbs one disturbs all."""
    waiting = list(cells)
    for cell in waiting:
        cell.warm_up(connections)
        if cell.refused:
            print(f"  {cell.site.name}, {cell.site.rows:,}: {cell.page} {cell.refused}", flush=True)
    for number in range(1, rounds + 1):
        print(f"… {time.strftime('%H:%M:%S')} round {number} of {rounds}", flush=True)
        for cell in waiting:
            if not cell.refused:
                cell.measure(server, seconds)
