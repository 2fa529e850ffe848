"""Wagtail's packages in a folder of their own, installed once by pip."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from benchmarks.speed.options import VAR_DIR

REQUIREMENTS: Final = Path(__file__).parent / "peers" / "wagtail.txt"
INSTALL_SECONDS: Final = 600


def ensure_python() -> Path | None:
    """Return the Python that has Wagtail; None, with a line that says why, where it has not."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:8]
    folder = VAR_DIR / f"wagtail-{digest}"
    python, done = folder / "bin" / "python", folder / "installed"
    if done.exists():
        return python
    print("… installing Wagtail for the benchmark", flush=True)
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        # Without resolving: all is named, and one package refuses a version that it can work with.
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--only-binary=:all:", "--requirement", str(REQUIREMENTS)],
    ):  # fmt: skip
        ended = subprocess.run(  # noqa: S603  # our own words
            command, capture_output=True, text=True, check=False, timeout=INSTALL_SECONDS
        )
        if ended.returncode != 0:
            print(f"Without Wagtail: {ended.stderr.strip().splitlines()[-1:]}", flush=True)
            return None
    done.touch()
    return python
