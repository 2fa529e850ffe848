"""Asks whether known holes concern the pinned packages: `make audit`.

Exit 0: none is known. 1: some are, each on a line. 3: nobody could be asked, so nothing is known.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

NONE_KNOWN, HOLES, UNREACHABLE = 0, 1, 3
FILE: Final = Path(__file__).parents[1] / "requirements.txt"
SECONDS: Final = 300
# Of hash-pinned lines all is known already: pip is not asked what they need.
_WORDS: Final = (
    sys.executable, "-m", "pip_audit", "--requirement", str(FILE), "--disable-pip",
    "--require-hashes", "--progress-spinner", "off", "--format", "json",
)  # fmt: skip

type Run = Callable[[], subprocess.CompletedProcess[str]]


def _ask() -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _WORDS, capture_output=True, text=True, timeout=SECONDS, check=False
    )  # our own words


def audit(run: Run = _ask) -> int:
    """Say what is known, and return the exit code for it."""
    try:
        done = run()
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = done.stderr.strip().rpartition("\n")[2][:200] or "it says nothing"
        print(f"NOT ASKED, for want of a network or an answer: {reason}")
        return UNREACHABLE
    except subprocess.TimeoutExpired:
        print(f"NOT ASKED: no answer within {SECONDS} seconds.")
        return UNREACHABLE
    holes = [(package, hole) for package in found for hole in package.get("vulns", ())]
    for package, hole in holes:
        mended = ", ".join(hole.get("fix_versions", ())) or "no version yet"
        print(f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}")
    print(f"{len(found)} packages, {len(holes)} known holes.")
    return HOLES if holes else NONE_KNOWN


if __name__ == "__main__":
    sys.exit(audit())
