"""The directory of enterprises, narrowed down in many ways: at few and at very many of them."""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.bench import own_database
from tests.enterprises.large import large_directory

SMALL = 500
# Other programs take the processor away now and then: the quickest requests tell what it costs.
REQUESTS = 100
QUESTIONS = {
    "all": "",
    "page 25": "trang=25",
    "common words": "q=cong+ty+tnhh",
    "one enterprise": "q=dn42",
    "words that nobody has": "q=khong+ai+co",
    "sector": "linh-vuc=phan-mem",
    "unit of today": "dia-ban=phuong-7",
    "whole province": "dia-ban=thanh-pho-hue",
    "common size": "quy-mo=micro",
    "rare size": "quy-mo=large",
    "members": "hoi-vien=1",
    "letter": "chu=Đ",
    "letter that none has": "chu=W",
    "common both, never together": "linh-vuc=noi-dung-so&quy-mo=micro",
    "all of it": "q=lap+dat&linh-vuc=phan-mem&dia-ban=thanh-pho-hue&quy-mo=micro&hoi-vien=1&chu=Đ",
}


@dataclass(frozen=True)
class Measured:
    """Milliseconds of the quickest request at few and at many enterprises, and its queries."""

    what: str
    small: float
    big: float
    queries: int

    @property
    def ratio(self) -> float:
        return self.big / self.small


def main(*, enterprises: int, results: Path) -> None:
    with own_database():
        large_directory(SMALL)
        _tidy()
        small = _measured()
        large_directory(enterprises, already=SMALL)
        _tidy()
        big = _measured()
        rows = [
            Measured(what, small[what], big[what], _queries(query))
            for what, query in QUESTIONS.items()
        ]
    found = [asdict(row) | {"ratio": row.ratio} for row in rows]
    text = _markdown(enterprises, rows)
    results.mkdir(parents=True, exist_ok=True)
    (results / f"directory-{enterprises}.json").write_text(json.dumps(found, indent=2) + "\n")
    (results / f"directory-{enterprises}.md").write_text(text, "utf-8")
    print(text)


def _tidy() -> None:
    """What autovacuum does in the hour after many rows came."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _measured() -> dict[str, float]:
    return {what: min(_timed(query) for _ in range(REQUESTS)) for what, query in QUESTIONS.items()}


def _timed(query: str) -> float:
    began = time.perf_counter()
    _get(query)
    return (time.perf_counter() - began) * 1000


def _queries(query: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        _get(query)
        return len(queries)


def _get(query: str) -> None:
    response = Client().get(f"/doanh-nghiep/?{query}")
    if response.status_code != 200:
        raise SystemExit(f"?{query} answers {response.status_code}.")


def _markdown(enterprises: int, rows: list[Measured]) -> str:
    lines = [
        f"# The directory at {SMALL} and {enterprises:,} enterprises",
        "",
        f"| narrowed down by | ms at {SMALL} | ms at {enterprises:,} | ratio | queries |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {row.what} | {row.small:.1f} | {row.big:.1f} | {row.ratio:.2f} | {row.queries} |"
            for row in rows
        ),
        "",
    ]
    return "\n".join(lines)
