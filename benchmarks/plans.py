"""A master plan's page and its summary: at one project, and as large as the site has to bear."""

import gzip
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.bench import own_database
from projects.plans.models import MasterPlan
from tests.projects.large import INDICATORS, PROJECTS, YEARS, large_plan

# Other programs take the processor away now and then: the quickest requests tell what it costs.
REQUESTS = 40


@dataclass(frozen=True)
class Page:
    """What one page costs: the quickest request, queries, bytes as compressed."""

    what: str
    milliseconds: float
    # Of which Python computed; the rest is PostgreSQL, and whoever else had the processor.
    computed: float
    queries: int
    compressed: int


def main(*, results: Path) -> None:
    with own_database():
        small, large = large_plan(projects=1, indicators=1, years=1), large_plan()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        pages = [page for plan in (small, large) for page in _pages(plan)]
    text = _markdown(pages)
    results.mkdir(parents=True, exist_ok=True)
    found = [asdict(page) for page in pages]
    (results / "plans.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    (results / "plans.md").write_text(text, "utf-8")
    print(text)


def _pages(plan: MasterPlan) -> list[Page]:
    return [_page("page", plan.path), _page("summary", f"{plan.path}tom-tat/")]


def _page(what: str, address: str) -> Page:
    content = _get(address)
    with CaptureQueriesContext(connection) as queries:
        _get(address)
    # Counted now: the next request empties what was captured.
    number = len(queries)
    timed = [_timed(address) for _ in range(REQUESTS)]
    quickest, computed = (min(times) for times in zip(*timed, strict=True))
    return Page(what, quickest, computed, number, len(gzip.compress(content)))


def _timed(address: str) -> tuple[float, float]:
    """Milliseconds of a request, and those that this process computed."""
    began, computing = time.perf_counter(), time.process_time()
    _get(address)
    return (time.perf_counter() - began) * 1000, (time.process_time() - computing) * 1000


def _get(address: str) -> bytes:
    response = Client().get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}.")
    return response.content


def _markdown(pages: list[Page]) -> str:
    small, large = pages[:2], pages[2:]
    lines = [
        f"# A plan with {PROJECTS} projects, {INDICATORS} indicators and {YEARS} years of quarters",
        "",
        "| | ms at one project | ms | ratio | of which Python | queries | KB compressed |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {big.what} | {few.milliseconds:.1f} | {big.milliseconds:.1f} |"
            f" {big.milliseconds / few.milliseconds:.1f} | {big.computed:.1f} | {big.queries} |"
            f" {big.compressed / 1024:.1f} |"
            for few, big in zip(small, large, strict=True)
        ),
        "",
    ]
    return "\n".join(lines)
