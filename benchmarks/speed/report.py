"""The tables of a run, as Markdown and as JSON."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

type Row = dict[str, Any]
SITE, CACHED, CONSTANT = "portal", "portal, cached", "constant"
PLAIN, WAGTAIL, WAGTAIL_CACHE = "plain Django", "Wagtail", "Wagtail with wagtail-cache"
PEERS_PAGES: Final = (
    "home", "article", "list", "list, deep page", "search, common words", "search, rare words",
)  # fmt: skip
NONE: Final = "–"


def write(found: dict[str, Any], results: Path, *, name: str = "speed") -> None:
    """Write the results of a run in the place of the last one's, and print them."""
    text = "\n".join(_markdown(found)) + "\n"
    results.mkdir(parents=True, exist_ok=True)
    # The rounds of a cell stand in one line.
    (results / f"{name}.json").write_text(_json(found), "utf-8")
    (results / f"{name}.md").write_text(text, "utf-8")
    print(text)


def _json(found: dict[str, Any]) -> str:
    lists = ("cells", "memory", "weights")
    parts = [
        f" {json.dumps(name)}: "
        + (_lines(value) if name in lists else json.dumps(value, ensure_ascii=False))
        for name, value in found.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(rows: Iterable[Row]) -> str:
    return "[\n" + ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows) + "\n ]"


def _markdown(found: dict[str, Any]) -> list[str]:
    pages = _pages(found) if "cells" in found else []
    changes = (
        [*_publishing(found["publishing"]), *_moments(found["moments"])]
        if "publishing" in found
        else []
    )
    endurance = _endurance(found["endurance"]) if "endurance" in found else []
    parts = [*pages, *changes, *endurance, *_refused(found.get("cells", []))]
    return ["# Speed", "", *_run(found["run"]), *parts]


def _pages(found: dict[str, Any]) -> list[str]:
    cells = {(row["site"], row["rows"], row["page"]): row for row in found["cells"]}
    sizes = found["sizes"]
    return [
        *_cached(cells, sizes[0]),
        *(line for size in sizes for line in _uncached(cells, size)),
        *_growth(cells, sizes),
        *_others(found["cells"], sizes[0]),
        *_memory(found["memory"]),
        *_weights(found["weights"]),
    ]


def _run(run: Row) -> list[str]:
    packages = ", ".join(f"{name} {number}" for name, number in run["packages"].items())
    apart = "on different cores" if run["serving_core_apart"] else "on one core"
    return [
        f"`{run['command']}` at {run['commit']}, {run['ended']}",
        "",
        f"{run['processor']}, {run['cores']} cores, {run['memory_gb']} GB, {run['system']};"
        f" Python {run['python']}, PostgreSQL {run['postgresql']}, {packages}; the peer has"
        f" {run['wagtail']}.",
        f"Load average before {run['load_average_before']}, after {run['load_average_after']}.",
        "",
        f"One worker each; application and PostgreSQL on one core, whoever asks and they {apart};"
        f" {run['connections']} connections, {run['rounds']} rounds of {run['seconds']} s in turn,"
        " medians. CPU: milliseconds of the processor for a request, PostgreSQL's among them.",
        "",
    ]


def _cached(cells: dict[Any, Row], rows: int) -> list[str]:
    def ask(site: str, page: str) -> Row:
        return cells.get((site, rows, page), {})

    lines = [
        "## (a) Kept pages",
        "",
        "Of the constant answer: how much of its speed, by CPU and by requests a second.",
        "",
        "| page | CPU | a second | constant: CPU | a second | of the constant, CPU | a second |"
        " wagtail-cache: CPU | a second | times faster, CPU | a second |",
        "| --- |" + " ---: |" * 10,
    ]
    for page in ("home", "article", "list"):
        ours, constant, peer = ask(CACHED, page), ask(CONSTANT, page), ask(WAGTAIL_CACHE, page)
        lines.append(
            f"| {page} | {_pair(ours)} | {_pair(constant)} | {_ratios(constant, ours)} |"
            f" {_pair(peer)} | {_ratios(peer, ours)} |"
        )
    for page in ("home", "article", "list"):
        ours, constant = ask(CACHED, f"{page}, 304"), ask(CONSTANT, "304")
        lines.append(
            f"| {page}, 304 | {_pair(ours)} | {_pair(constant)} | {_ratios(constant, ours)} |"
            + f" {NONE} |" * 4
        )
    return [*lines, ""]


def _uncached(cells: dict[Any, Row], rows: int) -> list[str]:
    lines = [
        f"## (b) Pages that are made, {rows:,} articles",
        "",
        "| page | CPU | of it PostgreSQL | a second | plain Django: CPU | a second |"
        " times ours, CPU | Wagtail: CPU | a second | times ours, CPU |",
        "| --- |" + " ---: |" * 9,
    ]
    for page in PEERS_PAGES:
        ours, plain, peer = (cells.get((site, rows, page), {}) for site in (SITE, PLAIN, WAGTAIL))
        lines.append(
            f"| {page} | {_n(ours, 'cpu_ms')} | {_n(ours, 'database_ms')} |"
            f" {_n(ours, 'requests_per_second', 0)} | {_pair(plain)} | {_ratio(plain, ours)} |"
            f" {_pair(peer)} | {_ratio(peer, ours)} |"
        )
    return [*lines, ""]


def _growth(cells: dict[Any, Row], sizes: list[int]) -> list[str]:
    small, *others = sizes
    lines = [
        "## (c) Growth",
        "",
        f"| page | CPU at {small:,} |" + "".join(f" at {n:,} | times |" for n in others),
        "| --- | ---: |" + " ---: | ---: |" * len(others),
    ]
    for site, page in dict.fromkeys((row["site"], row["page"]) for row in cells.values()):
        first = cells.get((site, small, page), {})
        grown = [cells.get((site, size, page), {}) for size in others]
        if site not in (SITE, PLAIN, WAGTAIL) or not any("cpu_ms" in each for each in grown):
            continue
        parts = "".join(f" {_n(each, 'cpu_ms')} | {_ratio(each, first)} |" for each in grown)
        lines.append(f"| {site}: {page} | {_n(first, 'cpu_ms')} |{parts}")
    return [*lines, ""]


def _others(cells: list[Row], rows: int) -> list[str]:
    lines = [
        f"## Every kind of page that is made, {rows:,} articles",
        "",
        "| page | CPU | of it PostgreSQL | a second | 95 of 100 within ms |",
        "| --- |" + " ---: |" * 4,
    ]
    lines += [
        f"| {row['page']} | {_n(row, 'cpu_ms')} | {_n(row, 'database_ms')} |"
        f" {_n(row, 'requests_per_second', 0)} | {_n(row, 'p95_ms', 0)} |"
        for row in cells
        if row["site"] == SITE and row["rows"] == rows and "cpu_ms" in row
    ]
    return [*lines, ""]


def _memory(rows: list[Row]) -> list[str]:
    return [
        "## (d) Memory of a worker",
        "",
        "MB, of shared memory its part; at the start: after one page.",
        "",
        "| who | articles | at the start | after the run | more |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {row['site']} | {row['rows']:,} | {row['start_mb']} | {row['end_mb']} |"
            f" {row['end_mb'] - row['start_mb']:.1f} |"
            for row in rows
        ),
        "",
    ]


def _endurance(found: Row) -> list[str]:
    """Return what a worker has taken while readers, staff and rubbish came for long."""
    first, last = found["points"][0]["mb"], found["points"][-1]["mb"]
    answers = ", ".join(f"{status}: {n:,}" for status, n in sorted(found["statuses"].items()))
    return [
        "## (d) Memory of a worker in the long run",
        "",
        "MB, what it shares with its master counted once, and by its part alone; kept pages"
        " included. Articles, lists, other kinds of page, searches, staff in the admin and rubbish"
        " by turns.",
        "",
        "| minutes | requests | MB | of the shared its part |",
        "| ---: | ---: | ---: | ---: |",
        *(
            f"| {row['minutes']} | {row['requests']:,} | {row['mb']} | {row['part_mb']} |"
            for row in found["points"]
        ),
        "",
        f"More than at the start: {last - first:.1f} at the end, {found['most_mb'] - first:.1f} at"
        f" most. Answers: {answers}; failed: {found['failed']}.",
        "",
    ]


def _weights(rows: list[Row]) -> list[str]:
    encodings = ("identity", "gzip", "br", "zstd")
    return [
        "## (e) Bytes of a page",
        "",
        f"| page | {' | '.join(encodings)} |",
        "| --- |" + " ---: |" * len(encodings),
        *(
            f"| {row['site']}: {row['page']} |"
            + "".join(f" {row[name]:,} |" if name in row else f" {NONE} |" for name in encodings)
            for row in rows
        ),
        "",
    ]


def _publishing(row: Row) -> list[str]:
    return [
        "## (f) A publication each second",
        "",
        f"{row['connections']} connections read home, list and the article that is published, with"
        " two workers.",
        "",
        "| | |",
        "| --- | ---: |",
        f"| requests a second, quiet | {row['quiet_per_second']:.0f} |",
        f"| with publications | {row['busy_per_second']:.0f} |",
        f"| of the quiet site's | {row['ratio']:.2f} |",
        f"| 95 of 100 within ms, quiet and with publications | {row['p95_ms_quiet']},"
        f" {row['p95_ms_busy']} |",
        f"| publications | {row['publications']} |",
        f"| milliseconds of a publication, in the middle | {row['publication_ms']:.0f} |",
        f"| answers while it went on | {row['answers']:,} |",
        f"| stale after the commit | {row['stale']} |",
        f"| without the mark, or failed | {row['without_mark'] + row['failed']} |",
        f"| pages computed | {row['computed']} |",
        f"| milliseconds of a page, in the middle | {row['computed_ms']:.0f} |",
        f"| of them while another worker computed the same | {row['computed_twice_at_once']} |",
        f"| of them while the copy of the site computed the same, at leisure | "
        f"{row['computed_beside_the_copy']} |",
        "",
    ]


def _moments(rows: dict[str, Row]) -> list[str]:
    names = {
        "scheduled": "an article at its moment",
        "banner": "an emergency's banner",
        "banner_end": "its end",
    }
    return [
        "## (g) What kept pages show by themselves",
        "",
        "| what | times | answers asked for afterwards | late | the latest, ms | too early |",
        "| --- |" + " ---: |" * 5,
        *(
            f"| {name} | {rows[key]['moments']} | {rows[key]['answers_after']:,} |"
            f" {rows[key]['late']} | {rows[key]['latest_ms']} | {rows[key]['early']} |"
            for key, name in names.items()
        ),
        "",
    ]


def _refused(cells: list[Row]) -> list[str]:
    rows = [row for row in cells if "refused" in row]
    if not rows:
        return []
    return [
        "## Not measured",
        "",
        *(f"- {row['site']}, {row['rows']:,}: {row['page']}: {row['refused']}" for row in rows),
    ]


def _pair(row: Row) -> str:
    return f"{_n(row, 'cpu_ms')} | {_n(row, 'requests_per_second', 0)}"


def _ratios(more: Row, less: Row) -> str:
    return f"{_ratio(more, less)} | {_ratio(less, more, 'requests_per_second')}"


def _ratio(above: Row, below: Row, name: str = "cpu_ms") -> str:
    if not above.get(name) or not below.get(name):
        return NONE
    return f"{above[name] / below[name]:.2f}"


def _n(row: Row, name: str, digits: int = 2) -> str:
    return f"{row[name]:,.{digits}f}" if name in row else NONE
