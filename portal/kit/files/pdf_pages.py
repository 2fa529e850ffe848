"""Counts the pages of a PDF file: a program of its own, so that no file harms the site.

A few kilobytes can say millions of objects. So memory and time are bounded by the operating
system, and a file that takes more is one whose pages nobody knows.
"""

import io
import sys
from threading import Lock
from typing import Final

from portal.kit.files.sandbox import bound, run_sandboxed

# What the whole process may map, its libraries included, and how long it may reckon.
MAX_MEMORY: Final = 300 * 1024 * 1024
MAX_SECONDS: Final = 5
MAX_PAGES: Final = 99_999
# Seconds for its turn, and then for the answer: somebody waits for their form, and each who waits
# holds a thread. How many pages a file has may stay unknown.
PATIENCE: Final = 1.0
TIMEOUT_SECONDS: Final = 10.0
_PROGRAM: Final = (sys.executable, "-m", "portal.kit.files.pdf_pages")
# One at a time in each worker: several would take several times the memory.
_TURN: Final = Lock()


def count_pages(content: bytes) -> int | None:
    """Return the number of pages, or None where the file does not say it plainly."""
    if not _TURN.acquire(timeout=PATIENCE):
        return None
    try:
        done = run_sandboxed(_PROGRAM, content, timeout=TIMEOUT_SECONDS)
    finally:
        _TURN.release()
    return int(done.stdout) if done and done.returncode == 0 else None


def _counted(content: bytes) -> int | None:
    # By the program alone: in each process of the site it would lie unused, 9 MB of it.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        count = len(PdfReader(io.BytesIO(content), strict=False).pages)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        return None
    return count if 0 < count <= MAX_PAGES else None


def main() -> int:
    """Write the number of pages of the file on the input; end with 3 where it has none to say."""
    bound(MAX_MEMORY, MAX_SECONDS)
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
