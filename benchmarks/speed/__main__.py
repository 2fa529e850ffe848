"""`make bench-speed`: everything of this folder in one run."""

import os
import shutil
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.speed import machine, memory, moments, publishing, report
from benchmarks.speed.cells import Cell, measure_all
from benchmarks.speed.databases import (
    Server,
    ensure_portal,
    ensure_wagtail,
    portal_environment,
    server,
)
from benchmarks.speed.options import RESULTS, VAR_DIR, Options
from benchmarks.speed.pages import Addresses, get
from benchmarks.speed.processes import Cores, choose_cores, move_to_cores
from benchmarks.speed.publisher import publisher
from benchmarks.speed.serving import Site, Starter, starter
from benchmarks.speed.wagtail import ensure_python
from benchmarks.speed.weight import weigh


class Run:
    """A run: its databases, its sites, and what was found."""

    def __init__(self, options: Options, server: Server, cores: Cores) -> None:
        self.options, self.server, self.cores = options, server, cores
        needs_peer = options.part not in ("changes", "memory")
        self.python = ensure_python() if needs_peer else None
        self.portals = {rows: ensure_portal(server, rows) for rows in options.sizes}
        self.wagtails: dict[int, str] = {}
        if self.python is not None:
            for rows, portal in self.portals.items():
                self.wagtails[rows] = ensure_wagtail(server, self.python, rows, portal=portal)
        self.small = options.sizes[0]
        # Before anybody uses the database that it is copied from.
        self.live = server.name_of("live", self.small)
        server.create(self.live, template=self.portals[self.small])

    def measure(self) -> dict[str, Any]:
        """Return all figures."""
        move_to_cores(self.server.pid, self.cores.serving)
        os.sched_setaffinity(0, self.cores.asking)
        found: dict[str, Any] = {
            "run": machine.describe(self.options, self.cores, self.server, self.python),
            "sizes": self.options.sizes,
        }
        if self.options.part == "memory":
            found["endurance"] = self._endurance()
        elif self.options.part != "changes":
            found |= self._pages()
        if self.options.part in ("", "changes"):
            found |= self._changes()
        found["run"] |= {
            "load_average_after": machine.load_average(),
            "ended": time.strftime("%Y-%m-%d"),
        }
        return found

    def _endurance(self) -> dict[str, Any]:
        """Return how large a worker becomes."""
        database = self.portals[self.small]
        with starter(self.server, self.cores, self.options.port) as start:
            site = start.portal(
                report.CACHED, database, self.small, cached=True, STAFF_MFA_REQUIRED="0"
            )
            _first_page(site)
            return memory.measure(site, self.server, database, self.options.minutes)

    def _pages(self) -> dict[str, Any]:
        """Return the figures of pages, all sites beside each other."""
        with starter(self.server, self.cores, self.options.port) as start:
            sites, cells = self._sites(start)
            for site in sites:
                _first_page(site)
            before = [site.memory() for site in sites]
            options = self.options
            measure_all(
                cells, self.server, rounds=options.rounds, seconds=options.seconds,
                connections=options.connections,
            )  # fmt: skip
            memory = [
                {"site": site.name, "rows": site.rows, "start_mb": _mb(start), "end_mb": _mb(end)}
                for site, start, end in zip(
                    sites, before, [site.memory() for site in sites], strict=True
                )
            ]
            return {
                "cells": [cell.found() for cell in cells],
                "memory": memory,
                "weights": _weights(sites, cells) if self.options.part != "kept" else [],
            }

    def _sites(self, start: Starter) -> tuple[list[Site], list[Cell]]:
        sites: list[Site] = []
        cells: list[Cell] = []
        is_kept_alone = self.options.part == "kept"

        def add(site: Site, pages: list[Cell]) -> list[Cell]:
            sites.append(site)
            cells.extend(pages)
            return pages

        for rows, database in self.portals.items():
            addresses = Addresses.of(self.server, database, rows)
            if not is_kept_alone:
                site = start.portal(report.SITE, database, rows)
                add(site, addresses.portal(site))
            if rows == self.small:
                cells.extend([] if is_kept_alone else addresses.portal_alone(site))
                cached = start.portal(report.CACHED, database, rows, cached=True)
                pages = add(cached, addresses.cached(cached))
                constant = start.portal(report.CONSTANT, database, rows, settings="constant")
                add(constant, addresses.constant(constant, pages))
            if not is_kept_alone:
                plain = start.plain(database, rows)
                add(plain, addresses.plain(plain))
            if self.python is None:
                continue
            if not is_kept_alone:
                peer = start.wagtail(self.python, self.wagtails[rows], rows)
                add(peer, addresses.wagtail(peer))
            if rows == self.small:
                peer = start.wagtail(self.python, self.wagtails[rows], rows, cached=True)
                add(peer, addresses.wagtail(peer, cached=True))
        return sites, cells

    def _changes(self) -> dict[str, Any]:
        """Return the figures of kept pages while something changes."""
        counts = VAR_DIR / "counts"
        counts.unlink(missing_ok=True)
        public_now = publishing.number_file(VAR_DIR / "public-now")
        with ExitStack() as stack:
            start = stack.enter_context(starter(self.server, self.cores, self.options.port))
            site = start.portal(
                report.CACHED, self.live, self.small, settings="counted", cached=True, workers=2,
                folder="live", BENCH_COUNTS=str(counts),
            )  # fmt: skip
            environment = portal_environment(self.server, self.live, folder="live")
            newsroom = stack.enter_context(publisher(environment, public_now))
            rounds = self.options.rounds
            return {
                "publishing": publishing.measure(site, newsroom, public_now, counts, rounds),
                "moments": moments.measure(site, newsroom, rounds),
            }


def _first_page(site: Site) -> None:
    """Ask for pages so that all code is loaded; one that is not there is never a kept one."""
    for path in ("/304",) if site.name == report.CONSTANT else ("/", "/khong-co/"):
        get(site, path)


def _weights(sites: list[Site], cells: list[Cell]) -> list[dict[str, object]]:
    """Return the bytes of pages of the small sites; ours are weighed where they are kept."""
    kept = next(site for site in sites if site.name == report.CACHED)
    found = []
    for site in sites:
        if site.rows == kept.rows and site.name in (report.SITE, report.PLAIN, report.WAGTAIL):
            own = [cell for cell in cells if cell.site is site and not cell.refused]
            found += weigh(kept if site.name == report.SITE else site, own)
    return found


def _mb(workers: list[int]) -> float:
    """Return the megabytes of the largest worker."""
    return round(max(workers) / 2**20, 1)


def main(results: Path) -> None:
    """Measure everything and write it down."""
    options = Options()
    cores = choose_cores()
    for folder in ("site", "live"):
        # Kept by the last run.
        shutil.rmtree(VAR_DIR / folder / "pages", ignore_errors=True)
    with server() as found:
        measured = Run(options, found, cores).measure()
    if options.part == "memory":
        report.write(measured, results, name="memory")
    else:
        report.write(measured, VAR_DIR / "part" if options.part else results)


if __name__ == "__main__":
    main(RESULTS)
