"""Compares two texts word by word; long ones in a process of its own, within bounds.

What it takes grows faster than the texts do: two of a hundred thousand characters, written for it,
would hold a worker for minutes, and words without end take gigabytes.
"""

import json
import sys
from threading import Lock
from typing import Final

from lxml.html.diff import htmldiff

from portal.kit.files.sandbox import bound, run_sandboxed

# Characters of both texts together: so few are compared at once, and so many at most.
AT_ONCE: Final = 20_000
MAX_CHARACTERS: Final = 300_000
# What the process may map, its libraries included, and how long it may reckon.
MAX_MEMORY: Final = 300 * 1024 * 1024
MAX_SECONDS = 2
# Seconds for its turn, and then for the answer: who waits for the page holds a thread.
PATIENCE: Final = 3.0
TIMEOUT_SECONDS: Final = 10.0
_PROGRAM: Final = (sys.executable, "-m", "portal.editing.word_by_word")
# One at a time in each worker: several would take several times the memory.
_TURN: Final = Lock()


class NotNow(Exception):
    """Others had their turn, or the machine was too slow: a moment later it may be done."""


def merged(before: str, after: str) -> str | None:
    """Return one text with the marks of what differs; None where that would take too much.

    Raise NotNow where it was not tried to its end.
    """
    size = len(before) + len(after)
    if size <= AT_ONCE:
        return str(htmldiff(before, after))
    if size > MAX_CHARACTERS:
        return None
    if not _TURN.acquire(timeout=PATIENCE):
        raise NotNow
    try:
        texts = json.dumps([before, after]).encode()
        done = run_sandboxed((*_PROGRAM, str(MAX_SECONDS)), texts, timeout=TIMEOUT_SECONDS)
    finally:
        _TURN.release()
    if done is None:
        raise NotNow
    return done.stdout.decode() if done.returncode == 0 else None


def main() -> int:
    """Merge the two texts on the input, within the seconds of the first word; end with 3 if not."""
    bound(MAX_MEMORY, int(sys.argv[1]))
    try:
        text = str(htmldiff(*json.loads(sys.stdin.buffer.read())))
    except MemoryError:
        return 3
    sys.stdout.buffer.write(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
