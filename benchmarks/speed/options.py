"""What a run may be told by its environment, and where it keeps what it makes."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
# Databases and the peer's packages stay there: making a million articles takes a while.
VAR_DIR: Final = ROOT / "var" / "bench-speed"
RESULTS: Final = ROOT / "benchmarks" / "results"
SMALL: Final = 1_000
# What a run may be bounded to: all pages, only those that are kept, or only what changes; and what
# no other run does: how large a worker becomes in an hour.
PARTS: Final = ("pages", "kept", "changes", "memory")
MIDDLE: Final = 100_000


def _number(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


@dataclass(frozen=True)
class Options:
    """How much is measured, and for how long."""

    rows: int = _number("BENCH_ROWS", 20_000)
    rounds: int = _number("BENCH_ROUNDS", 5)
    seconds: float = float(os.environ.get("BENCH_SECONDS") or 1)
    connections: int = _number("BENCH_CONNECTIONS", 16)
    port: int = _number("BENCH_PORT", 8300)
    # How long the memory of a worker is watched.
    minutes: float = float(os.environ.get("BENCH_MINUTES") or 60)
    # Of a part nothing is written into the results, but for "memory".
    part: str = os.environ.get("BENCH_PART", "")

    def __post_init__(self) -> None:
        if self.part and self.part not in PARTS:
            raise SystemExit(f"BENCH_PART is {self.part!r}; write one of {', '.join(PARTS)}.")

    @property
    def sizes(self) -> list[int]:
        """Return how many articles each site has: few, as many as asked for, and some between."""
        if self.part in ("kept", "changes", "memory"):
            return [SMALL]
        between = [MIDDLE] if self.rows > MIDDLE else []
        return sorted({SMALL, *between, max(self.rows, SMALL)})
