"""Folders for unfinished work: removed at the end, and by the next run where a run was killed."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

# Private folders are made in them.
USUAL: Final = Path("/tmp")  # noqa: S108  # the same
ON_DISK: Final = Path("/var/tmp")  # noqa: S108  # the same


def work_place() -> Path:
    """Return where large unfinished files go: what TMPDIR names, else a disk.

    The usual place is memory on Debian 13, half of what the machine has; a site may be larger.
    """
    usual = Path(tempfile.gettempdir())
    is_chosen = "TMPDIR" in os.environ or usual != USUAL
    return usual if is_chosen or not os.access(ON_DISK, os.W_OK) else ON_DISK


@contextmanager
def scratch_folder(
    parent: Path, prefix: str, *, before_removal: Callable[[Path], object] | None = None
) -> Iterator[Path]:
    """Give a private folder in `parent`, removed afterwards, and remove those of killed runs.

    A run holds a lock on its folder, which the kernel drops however the run ends. What still works
    in an abandoned folder `before_removal` brings to an end.
    """
    for path in parent.glob(f"{prefix}*"):
        _remove_abandoned(path, before_removal)
    folder = Path(tempfile.mkdtemp(dir=parent, prefix=prefix))
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _remove_abandoned(folder: Path, before_removal: Callable[[Path], object] | None) -> None:
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:  # no folder, or somebody else's: none of ours
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if before_removal is not None:
            before_removal(folder)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        pass  # Another run is at work in it.
    finally:
        os.close(lock)
