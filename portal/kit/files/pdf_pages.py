"""Counts the pages of a PDF file: a program of its own, so that no file harms the site.

A few kilobytes can say millions of objects. So memory and time are bounded by the operating
system, and a file that takes more is one whose pages nobody knows.
"""

import io
import resource
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

# What the whole process may map, its libraries included, and how long it may reckon.
MAX_MEMORY: Final = 300 * 1024 * 1024
MAX_SECONDS: Final = 5
MAX_PAGES: Final = 99_999
# Seconds for its turn, and then for the answer: somebody waits for their form, and each who waits
# holds a thread. How many pages a file has may stay unknown.
PATIENCE: Final = 1.0
LONGEST: Final = 10.0
_ROOT: Final = Path(__file__).resolve().parents[3]
_PROGRAM: Final = (sys.executable, "-m", "portal.kit.files.pdf_pages")
# One at a time in each worker: several would take several times the memory.
_TURN: Final = Lock()


def count_pages(content: bytes) -> int | None:
    """Return the number of pages, or None where the file does not say it plainly."""
    if not _TURN.acquire(timeout=PATIENCE):
        return None
    try:
        done = subprocess.run(  # noqa: S603  # our own words
            _PROGRAM,
            input=content,
            stdout=subprocess.PIPE,
            # What the reader complains of may be as long as the file is bad.
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
            cwd=_ROOT,
            # Nothing of ours in it: what breaks out of the reader finds no secret there.
            env={"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired:
        return None
    finally:
        _TURN.release()
    return int(done.stdout) if done.returncode == 0 else None


def _counted(content: bytes) -> int | None:
    try:
        count = len(PdfReader(io.BytesIO(content), strict=False).pages)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        return None
    return count if 0 < count <= MAX_PAGES else None


def main() -> int:
    """Write the number of pages of the file on the input; end with 3 where it has none to say."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        count = _counted(sys.stdin.buffer.read())
    except MemoryError:
        return 3
    if count is None:
        return 3
    sys.stdout.write(str(count))
    return 0


if __name__ == "__main__":
    sys.exit(main())
