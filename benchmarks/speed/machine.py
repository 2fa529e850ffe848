"""What a figure depends on beside the code: machine, versions, load, and how it was asked for."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from benchmarks.speed.databases import Server
from benchmarks.speed.options import ROOT, Options
from benchmarks.speed.processes import Cores

PACKAGES: Final = ("django", "granian", "psycopg2-binary", "brotli")
VARIABLES: Final = (
    "BENCH_ROWS", "BENCH_ROUNDS", "BENCH_SECONDS", "BENCH_CONNECTIONS", "BENCH_PORT",
    "BENCH_PART", "BENCH_MINUTES",
)  # fmt: skip


def describe(
    options: Options, cores: Cores, server: Server, wagtail: Path | None
) -> dict[str, Any]:
    """Return what the file of results says about the run."""
    words = [f"{name}={os.environ[name]}" for name in VARIABLES if name in os.environ]
    return {
        "command": " ".join([*words, "make bench-speed"]),
        "commit": _output(["git", "rev-parse", "--short", "HEAD"]),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "serving_core_apart": cores.are_apart,
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "postgresql": server.query("SHOW server_version")[0][0],
        "packages": {name: version(name) for name in PACKAGES},
        "wagtail": _wagtail(wagtail),
        "rounds": options.rounds,
        "seconds": options.seconds,
        "connections": options.connections,
        "load_average_before": load_average(),
    }


def load_average() -> list[float]:
    """Return the load of the last one, five and fifteen minutes."""
    return [round(each, 2) for each in os.getloadavg()]


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _wagtail(python: Path | None) -> str:
    if python is None:
        return "not installed"
    names = ("wagtail", "wagtail-cache", "django", "gunicorn")
    code = f"from importlib.metadata import version\nfor n in {names}: print(n, version(n))"
    return ", ".join(_output([str(python), "-c", code]).splitlines())


def _output(command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603  # our own words
        command, capture_output=True, text=True, check=False, cwd=ROOT
    )
    return done.stdout.strip()
