"""Lets all processes of a machine count together: each writes a file of its own, read as one.

Prometheus' client library names a process's files by its number, which leaves files of workers that
have ended, more with each day. Here a process takes the lowest place that nobody holds, and goes on
with the counts that it finds there: there are never more files than there were processes at once.
"""

import fcntl
import os
from pathlib import Path
from typing import Any, Final

from prometheus_client import values

# Places; no machine of ours has more workers.
MOST: Final = 512
_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"


class Places:
    """Which place each process has, held by a lock that the kernel drops with the process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "places"
        self._file = -1
        self._process = 0
        self._place = 0

    def own(self) -> int:
        """Return the place of this process; a forked one takes another than its parent's."""
        if self._process != os.getpid():
            self._process, self._place = os.getpid(), self._take()
        return self._place

    def _take(self) -> int:
        # Opened anew: the locks of a file are a process's, and end with the first close of it.
        if self._file >= 0:
            os.close(self._file)
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        for place in range(MOST):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except OSError:
                continue
            return place
        return os.getpid() + MOST


def share_counts(folder: Path) -> None:
    """Let what is counted from now on be counted with all processes that use the folder.

    Before any count is made; without it each process counts for itself.
    """
    places = Places(folder)
    os.environ[_VARIABLE] = str(folder)
    shared: Any = values.MultiProcessValue  # of a library without types
    values.ValueClass = shared(process_identifier=places.own)


def shared_folder() -> str:
    """Return the folder of the shared counts; "" where each process counts for itself."""
    return os.environ.get(_VARIABLE, "")
