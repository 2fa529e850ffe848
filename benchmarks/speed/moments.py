"""How late kept pages show what appears at its moment, and the banner of an emergency."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from benchmarks.speed import load
from benchmarks.speed.publisher import Publisher
from benchmarks.speed.serving import Site

CONNECTIONS: Final = 8
# The load begins before the moment and ends after it.
AHEAD: Final = 2.5
SECONDS: Final = 5.0
LIST: Final = "/tin-tuc/"


def measure(site: Site, newsroom: Publisher, rounds: int) -> dict[str, Any]:
    """Return for each kind of moment how many answers were late, and the latest of them."""
    found: dict[str, list[dict[str, float]]] = {"scheduled": [], "banner": [], "banner_end": []}
    for number in range(1, rounds + 1):
        print(f"… moments, round {number} of {rounds}", flush=True)
        found["scheduled"].append(_scheduled(site, newsroom, f"Đúng giờ lần {number:06}"))
        headline = f"Diễn tập lần {number:06}"
        found["banner"].append(_ordered(site, newsroom, headline, comes=True))
        found["banner_end"].append(_ordered(site, newsroom, headline, comes=False))
    return {name: _sum(rows) for name, rows in found.items()}


def _scheduled(site: Site, newsroom: Publisher, title: str) -> dict[str, float]:
    moment = float(newsroom.order("schedule", seconds=AHEAD, title=title)["moment"])
    with ThreadPoolExecutor(1) as beside:
        return _late(_reading(beside, site, title).result(), moment, comes=True)


def _ordered(site: Site, newsroom: Publisher, headline: str, *, comes: bool) -> dict[str, float]:
    with ThreadPoolExecutor(1) as beside:
        reading = _reading(beside, site, headline)
        time.sleep(AHEAD)
        order: dict[str, str] = {"headline": headline} if comes else {}
        done = newsroom.order("declare" if comes else "end", **order)
        return _late(reading.result(), float(done["moment"]), comes=comes)


def _reading(beside: ThreadPoolExecutor, site: Site, text: str) -> Future[load.Result]:
    job = load.Job(
        port=site.port, paths=[LIST], seconds=SECONDS, connections=CONNECTIONS, text=text
    )
    return beside.submit(load.run, job)


def _late(found: load.Result, moment: float, *, comes: bool) -> dict[str, float]:
    """Return what answers that were asked for after the moment have shown of it."""
    after = [(sent_on - moment, has) for sent_on, has in found.seen if sent_on > moment]
    late = [seconds for seconds, has in after if has != comes]
    early = [sent_on for sent_on, has in found.seen if sent_on <= moment - 0.5 and has == comes]
    latest = max(late, default=0.0)
    return {"answers": len(after), "late": len(late), "latest": latest, "early": len(early)}


def _sum(rows: list[dict[str, float]]) -> dict[str, float]:
    return {
        "moments": len(rows),
        "answers_after": sum(row["answers"] for row in rows),
        "late": sum(row["late"] for row in rows),
        "latest_ms": round(max(row["latest"] for row in rows) * 1000, 1),
        "early": sum(row["early"] for row in rows),
    }
