"""A publication each second while many read: what it costs, and whether anybody reads the old."""

import statistics
import struct
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from benchmarks.speed import load
from benchmarks.speed.publisher import PATTERN, Publisher
from benchmarks.speed.serving import Site

CONNECTIONS: Final = 64
SECONDS: Final = 5


def measure(
    site: Site, newsroom: Publisher, public_now: Path, counts: Path, rounds: int
) -> dict[str, Any]:
    """Return requests a second with publications and without, in turn, and what was stale."""
    paths = ["/", "/tin-tuc/", str(newsroom.order("begin")["path"])]
    job = load.Job(
        port=site.port, paths=paths, seconds=SECONDS, connections=CONNECTIONS, pattern=PATTERN,
        public_now=str(public_now),
    )  # fmt: skip
    load.run(job)
    begin = counts.stat().st_size if counts.exists() else 0
    quiet, busy, took = [], [], []
    for number in range(1, rounds + 1):
        print(f"… publishing, round {number} of {rounds}", flush=True)
        quiet.append(load.run(job))
        with ThreadPoolExecutor(1) as beside:
            publishing = beside.submit(newsroom.order, "publish", times=SECONDS)
            busy.append(load.run(job))
            took += publishing.result()["milliseconds"]
    rates = [[each.requests / each.seconds for each in runs] for runs in (quiet, busy)]
    before, during = (statistics.median(each) for each in rates)
    return {
        "connections": CONNECTIONS,
        "quiet_per_second": round(before, 1),
        "busy_per_second": round(during, 1),
        "ratio": round(during / before, 3),
        "publications": len(took),
        "publication_ms": statistics.median(took),
        "answers": sum(each.requests for each in busy),
        "stale": sum(each.stale for each in quiet + busy),
        "without_mark": sum(each.unmarked for each in quiet + busy),
        "failed": sum(each.failed for each in quiet + busy),
        "statuses": sorted({status for each in quiet + busy for status in each.statuses}),
        "p95_ms_quiet": round(statistics.median(each.p95 for each in quiet) * 1000, 1),
        "p95_ms_busy": round(statistics.median(each.p95 for each in busy) * 1000, 1),
        **computed(counts, begin),
    }


def computed(counts: Path, begin: int) -> dict[str, float]:
    """Return how often workers computed pages, and how often one while it was being computed.

    Apart from that, how often while the copy of the site, which holds nobody up, computed it.
    """
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    beside: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line in counts.read_bytes()[begin:].decode().splitlines():
        began, ended, nice, path = line.split(" ", 3)
        (beside if int(nice) else spans)[path].append((int(began), int(ended)))
    took = [(ended - began) / 1e6 for each in spans.values() for began, ended in each]
    return {
        "computed": len(took),
        "computed_ms": round(statistics.median(took), 1) if took else 0,
        "computed_twice_at_once": sum(map(_overlaps, spans.values())),
        "computed_beside_the_copy": sum(
            any(one < ended and began < other for one, other in beside[path])
            for path, each in spans.items()
            for began, ended in each
        ),
    }


def number_file(path: Path) -> Path:
    """Make the file that holds which number is public now."""
    path.write_bytes(struct.pack("q", 0))
    return path


def _overlaps(spans: list[tuple[int, int]]) -> int:
    """Return how many began before an earlier one had ended."""
    count, last_end = 0, 0
    for began, ended in sorted(spans):
        count += began < last_end
        last_end = max(last_end, ended)
    return count
