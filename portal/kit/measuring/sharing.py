"""Lets all processes of a machine count together: each writes a file of its own, read as one.

Prometheus' client library names a process's files by its number, which leaves files of workers that
have ended, more with each day. Here a process takes the lowest place that nobody holds, and goes on
with the counts that it finds there: there are never more files than there were processes at once.
"""

import fcntl
import logging
import os
from pathlib import Path
from typing import Any, Final

from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict

logger = logging.getLogger(__name__)

# Places; no machine of ours has more workers.
MAX_PROCESSES: Final = 512
# Of each file: some ten thousand counts, more than all routes have.
BYTES: Final = 2_000_000
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
        for place in range(MAX_PROCESSES):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except OSError:
                continue
            return place
        return os.getpid() + MAX_PROCESSES


class AllocatedFile(MmapedDict):
    """The counts of a process in a file whose blocks are there before they are written to.

    On a full disk the kernel would end the process that writes to a block that is not. What finds
    no room counts in memory, for itself.
    """

    def __init__(self, filename: str, read_mode: bool = False) -> None:
        name = filename if read_mode else _with_blocks(filename)
        super().__init__(name, read_mode)  # type: ignore[no-untyped-call]  # of a library without types


def _with_blocks(filename: str) -> str:
    """Allocate a file whole; return its name, or that of one in memory where the disk is full."""
    file = os.open(filename, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(file, 0, max(BYTES, os.fstat(file).st_size))
    except OSError as error:
        logger.warning("Counts of this process stay with it: %s", error.strerror)
        in_memory = os.memfd_create("counts")
        return f"/proc/self/fd/{in_memory}"
    finally:
        os.close(file)
    return filename


def share_counts(folder: Path) -> None:
    """Let what is counted from now on be counted with all processes that use the folder.

    Before any count is made; without it each process counts for itself.
    """
    places = Places(folder)
    os.environ[_VARIABLE] = str(folder)
    library: Any = values  # without types
    library.MmapedDict = AllocatedFile
    shared: Any = values.MultiProcessValue  # of a library without types
    values.ValueClass = shared(process_identifier=places.own)


def shared_folder() -> str:
    """Return the folder of the shared counts; "" where each process counts for itself."""
    return os.environ.get(_VARIABLE, "")
