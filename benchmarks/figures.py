"""An indicator's page and data files: at 1,000 figures, beside a great many, and with as many."""

import json
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from benchmarks.bench import own_database
from portal.kit.postgres.copying import copy_rows
from portal.kit.text.periods import PeriodKind
from portal.publishing import services
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from projects.indicators.models import Indicator, Observation

SMALL = 1_000
SERIES = 10
# Other programs take the processor away now and then: the quickest requests tell what it costs.
REQUESTS = 40
FIRST_DAY = date(1900, 1, 1)
COLUMNS = (
    "indicator_id", "series_id", "starts_on", "ends_on", "value", "state", "evidence_id", "note",
    "is_sample", "recorded_at", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """Milliseconds of one request: alone, beside many figures of others, and with many itself."""

    what: str
    alone: float
    beside_many: float
    with_many: float

    @property
    def ratios(self) -> tuple[float, float]:
        return self.beside_many / self.alone, self.with_many / self.alone


def main(*, figures: int, results: Path) -> None:
    with own_database():
        small = _indicator("Ít số liệu", SMALL)
        [alone] = _measured(small)
        large = _indicator("Nhiều số liệu", figures)
        beside, of_large = _measured(small, large)
        exports = _exports(large)
    rows = [Measured(what, alone[what], beside[what], of_large[what]) for what in alone]
    found = {
        "figures": figures,
        "requests": [asdict(row) | {"ratios": row.ratios} for row in rows],
        "whole": exports,
    }
    text = _markdown(figures, rows, exports)
    results.mkdir(parents=True, exist_ok=True)
    (results / f"figures-{figures}.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    (results / f"figures-{figures}.md").write_text(text, "utf-8")
    print(text)


def _indicator(title: str, figures: int) -> Indicator:
    """A public indicator with so many figures: some series, counted day by day."""
    indicator = Indicator(title=title, unit="máy", period_kind=PeriodKind.DAY)
    indicator.state, indicator.published_at = State.PUBLISHED, timezone.now()
    services.save(indicator, by=None)
    series = [
        indicator.series.create(name=f"Chuỗi {number}", is_main=number == 0, position=number)
        for number in range(SERIES)
    ]
    keys = [row.pk for row in series]
    with transaction.atomic(), allow_live_writes():
        copy_rows(
            connection, Observation._meta.db_table, COLUMNS, _rows(indicator.pk, keys, figures)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE indicators_observation")
    return indicator


def _rows(indicator: int, series: list[int], figures: int) -> Iterator[tuple[Any, ...]]:
    now = timezone.now()
    for number in range(figures):
        day = FIRST_DAY + timedelta(days=number // len(series))
        value = f"{number % 4_200 / 100:.2f}"
        key = series[number % len(series)]
        yield indicator, key, day, day, value, "final", indicator, "", False, now, ""


type Request = Callable[[], object]


def _requests(indicator: Indicator) -> dict[str, Request]:
    stem, today = indicator.path.rstrip("/"), timezone.localdate()
    last = indicator.observations.latest("ends_on").ends_on
    stretch = f"tu={last - timedelta(days=SMALL // SERIES - 1)}&den={last}"
    etag = Client().get(f"{stem}.csv")["ETag"]
    return {
        "page": lambda: _get(indicator.path),
        "page as published today": lambda: _get(f"{indicator.path}?ngay={today}"),
        "CSV, 1,000 figures": lambda: _get(f"{stem}.csv?{stretch}"),
        "the same as published today": lambda: _get(f"{stem}.csv?{stretch}&ngay={today}"),
        "JSON, 1,000 figures": lambda: _get(f"{stem}.json?{stretch}"),
        "XLSX, 1,000 figures": lambda: _get(f"{stem}.xlsx?{stretch}"),
        "CSV, unchanged (304)": lambda: _get(f"{stem}.csv", etag),
        "CSV, first bytes": lambda: next(_pieces(f"{stem}.csv")),
    }


def _measured(*indicators: Indicator) -> list[dict[str, float]]:
    """Milliseconds of the quickest of many requests; all indicators are asked in turn."""
    requests_of = [_requests(indicator) for indicator in indicators]
    quickest = [dict.fromkeys(requests, float("inf")) for requests in requests_of]
    for what in requests_of[0]:
        for _ in range(REQUESTS):
            for requests, found in zip(requests_of, quickest, strict=True):
                began = time.perf_counter()
                requests[what]()
                found[what] = min(found[what], (time.perf_counter() - began) * 1000)
    return quickest


def _get(address: str, etag: str = "") -> int:
    response = Client().get(address, headers={"If-None-Match": etag} if etag else None)
    if response.status_code != (304 if etag else 200):
        raise SystemExit(f"{address} answers {response.status_code}.")
    return len(response.getvalue())


def _pieces(address: str) -> Iterator[bytes]:
    return iter(Client().get(address))


def _exports(indicator: Indicator) -> list[dict[str, Any]]:
    """All figures of one indicator as files: seconds, bytes, and what the memory grew by."""
    found = []
    for extension in ("csv", "json", "xlsx"):
        before, most, size = _resident(), 0, 0
        began = time.perf_counter()
        for piece in _pieces(f"{indicator.path.rstrip('/')}.{extension}"):
            size, most = size + len(piece), max(most, _resident())
        seconds = time.perf_counter() - began
        figures_of_file = {
            "file": extension,
            "seconds": round(seconds, 1),
            "megabytes": round(size / 1e6, 1),
        }
        found.append(
            figures_of_file | {"memory_grew_by_megabytes": round((most - before) / 1e6, 1)}
        )
    return found


def _resident() -> int:
    """Bytes of memory that the process has now, as Linux tells it."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()


def _markdown(figures: int, rows: list[Measured], exports: list[dict[str, Any]]) -> str:
    lines = [
        f"# 1,000 and {figures:,} figures",
        "",
        f"| what | ms at 1,000 | ms beside {figures:,} others | ratio |"
        f" ms of an indicator with {figures:,} | ratio |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {row.what} | {row.alone:.1f} | {row.beside_many:.1f} | {row.ratios[0]:.2f} |"
            f" {row.with_many:.1f} | {row.ratios[1]:.2f} |"
            for row in rows
        ),
        "",
        f"All {figures:,} figures in one file:",
        "",
        "| file | seconds | MB | MB that the process grew by |",
        "| --- | ---: | ---: | ---: |",
        *(
            f"| {row['file']} | {row['seconds']} | {row['megabytes']} |"
            f" {row['memory_grew_by_megabytes']} |"
            for row in exports
        ),
        "",
    ]
    return "\n".join(lines)
