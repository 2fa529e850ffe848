"""Runs Lighthouse on a page as a cheap phone on a slow line, and reads what it found."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.stack.tools import BROWSERS, FOLDER, needed, program

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SECONDS = 180


@dataclass(frozen=True, slots=True)
class Report:
    """What Lighthouse says of one page."""

    path: str
    scores: dict[str, int]
    lcp_ms: float
    fcp_ms: float
    tbt_ms: float
    cls: float
    moved: str
    requests: int
    requests_but_pictures: int
    bytes_but_pictures: int
    benchmark: float
    problems: list[str]


def looked_at(address: str, path: str, folder: Path) -> Report:
    """Look once."""
    out = folder / "report.json"
    command = [
        program("node"),
        str(needed(FOLDER / "lighthouse" / "cli" / "index.js")),
        address + path,
        "--quiet",
        "--output=json",
        f"--output-path={out}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={FLAGS} --user-data-dir={folder / 'profile'}",
        "--no-enable-error-reporting",
    ]
    environment = os.environ | {"CHROME_PATH": program(*BROWSERS)}
    # The browser now and then loses its first page: that is no look.
    for _attempt in range(2):
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=SECONDS, env=environment
        )
        if done.returncode == 0:
            break
    assert done.returncode == 0, done.stderr[-3000:]
    return _read(path, json.loads(out.read_text()))


def _read(path: str, result: dict[str, Any]) -> Report:
    audits = result["audits"]
    sent = [each for each in audits["network-requests"]["details"]["items"]
            if each["url"].startswith("http")]  # fmt: skip
    but_pictures = [each for each in sent if each.get("resourceType") != "Image"]
    scores = {name: round(100 * (result["categories"][name]["score"] or 0)) for name in CATEGORIES}
    weighed = {
        reference["id"]
        for name in CATEGORIES[1:]
        for reference in result["categories"][name]["auditRefs"]
        if reference["weight"]
    }
    return Report(
        path=path,
        scores=scores,
        lcp_ms=audits["largest-contentful-paint"]["numericValue"],
        fcp_ms=audits["first-contentful-paint"]["numericValue"],
        tbt_ms=audits["total-blocking-time"]["numericValue"],
        cls=audits["cumulative-layout-shift"]["numericValue"],
        moved=_nodes(audits["layout-shifts"]),
        requests=len(sent),
        requests_but_pictures=len(but_pictures),
        bytes_but_pictures=sum(each["transferSize"] for each in but_pictures),
        benchmark=result["environment"]["benchmarkIndex"],
        problems=[
            f"{audits[name]['title']}: {_nodes(audits[name])}"
            for name in sorted(weighed)
            if audits[name]["score"] is not None and audits[name]["score"] < 1
        ],
    )


def _nodes(audit: dict[str, Any]) -> str:
    items = (audit.get("details") or {}).get("items") or []
    return "; ".join(str(item.get("node", item).get("snippet", item))[:200] for item in items[:5])


def table(reports: list[Report]) -> str:
    """The reports as a table in Markdown."""
    lines = [
        "| page | performance | accessibility | best practices | SEO | FCP | LCP | TBT | CLS "
        "| requests | KB without pictures | machine |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for each in reports:
        cells = [
            f"`{each.path}`",
            *(str(each.scores[name]) for name in CATEGORIES),
            f"{each.fcp_ms / 1000:.2f} s",
            f"{each.lcp_ms / 1000:.2f} s",
            f"{each.tbt_ms:.0f} ms",
            f"{each.cls:.3f}",
            str(each.requests),
            f"{each.bytes_but_pictures / 1024:.1f}",
            f"{each.benchmark:.0f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
