"""Search where it finds little, and suggestions: at few articles and at very many of them."""

import io
import json
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.bench import own_database
from portal.search import vocabulary

SMALL = 1_000
REQUESTS = 40
SUGGEST, SEARCH = "/tim-kiem/goi-y/?q=", "/tim-kiem/?q="
QUESTIONS = {
    "suggest: two letters": SUGGEST + "ho",
    "suggest: a common word": SUGGEST + quote("hội nghị"),
    "suggest: a word and a letter": SUGGEST + quote("hội nghị t"),
    "suggest: three words": SUGGEST + quote("công nghệ thông"),
    "suggest: common words, never together": SUGGEST + quote("tem lịch thanh tra"),
    "suggest: what no title has": SUGGEST + "zzq",
    "search: as typed": SEARCH + quote("bưu chính viễn thông"),
    "search: a slip": SEARCH + "buu chinh vien thogn",
    "search: Telex left on": SEARCH + "hooij nghij",
    "search: run together": SEARCH + "congnghe thongtin",
    "search: one word too many": SEARCH + quote("bưu chính viễn thông xyzzy"),
    "search: nothing alike": SEARCH + "qqzzxxw",
}


@dataclass(frozen=True)
class Measured:
    """Milliseconds in the middle and at worst at few and at many articles; queries, pages shown."""

    what: str
    small: float
    big: float
    worst: float
    queries: int
    found: int

    @property
    def ratio(self) -> float:
        return self.big / self.small


def main(*, rows: int, results: Path) -> None:
    with own_database():
        _filled(SMALL)
        small = {what: _times(path) for what, path in QUESTIONS.items()}
        _filled(rows)
        began = time.perf_counter()
        terms = vocabulary.refresh()
        seconds = time.perf_counter() - began
        measured = [_measured(what, path, small[what]) for what, path in QUESTIONS.items()]
    _write(results, rows, measured, terms, seconds)


def _filled(count: int) -> None:
    call_command("generate_articles", str(count), stdout=io.StringIO())
    with connection.cursor() as cursor:
        # What autovacuum does in the hour after many rows came.
        cursor.execute("VACUUM (ANALYZE) publishing_publication")


def _measured(what: str, path: str, small: list[float]) -> Measured:
    big = _times(path)
    with CaptureQueriesContext(connection) as queries:
        response = Client().get(path)
    found = response.content.count(b'class="search-result"')
    if path.startswith(SUGGEST):
        found = len(response.json()["rows"])
    middle = statistics.median
    return Measured(what, middle(small), middle(big), max(big), len(queries), found)


def _times(path: str) -> list[float]:
    """Milliseconds of many requests, without the first that warms up."""
    client = Client()
    times = []
    for _ in range(REQUESTS + 1):
        began = time.perf_counter()
        if client.get(path).status_code != 200:
            raise SystemExit(f"{path} does not answer.")
        times.append((time.perf_counter() - began) * 1000)
    return times[1:]


def _write(results: Path, rows: int, measured: list[Measured], terms: int, seconds: float) -> None:
    found = {
        "rows": rows,
        "vocabulary": {"terms": terms, "seconds": round(seconds, 1)},
        "questions": [asdict(each) | {"ratio": each.ratio} for each in measured],
    }
    text = _markdown(rows, measured, terms, seconds)
    results.mkdir(parents=True, exist_ok=True)
    (results / f"search-{rows}.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    (results / f"search-{rows}.md").write_text(text, "utf-8")
    print(text)


def _markdown(rows: int, measured: list[Measured], terms: int, seconds: float) -> str:
    lines = [
        f"# Search and suggestions at {SMALL:,} and {rows:,} articles",
        "",
        f"| asked | ms at {SMALL:,} | ms at {rows:,} | ratio | slowest | queries | shown |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {m.what} | {m.small:.1f} | {m.big:.1f} | {m.ratio:.2f} | {m.worst:.1f} "
            f"| {m.queries} | {m.found} |"
            for m in measured
        ),
        "",
        f"The vocabulary, {terms:,} words and pairs, is made in {seconds:.1f} s.",
        "",
    ]
    return "\n".join(lines)
