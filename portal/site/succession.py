"""Lets workers outlive their master until the next one has workers: readers notice nothing.

Where systemd holds the port it starts another master at once, but that needs seconds until it can
answer. Workers whose master has died go on meanwhile; so a master that is to take new code simply
leaves.
"""

import contextlib
import os
import time
from pathlib import Path
from typing import Final

from portal.kit.files import replace_file
from portal.site.worker import Worker

# Longer than a start takes on a machine with other things to do; after that nobody will come.
PATIENCE: Final = 120.0


class Succession:
    """The file in which a master says that its workers are there."""

    def __init__(self, folder: Path, port: int) -> None:
        self._file = folder / f"master-{port}"
        self._is_announced = False

    def announce(self) -> None:
        """Say that this process is the master now; on a disk that cannot be written, nothing."""
        if not self._is_announced:
            self._is_announced = True
            with contextlib.suppress(OSError):
                replace_file(self._file, str(os.getpid()))

    def has_come_after(self, master: int) -> bool:
        """Return whether another one than `master` has workers now."""
        try:
            return self._file.read_text(encoding="ascii") != str(master)
        except OSError:
            return False


class SurvivingWorker(Worker):
    """A worker that serves on when its master has died, as long as no other one is there."""

    _alone_since = 0.0

    def is_parent_alive(self) -> bool:
        if self.ppid == os.getppid():
            return True
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        is_late = now - self._alone_since > PATIENCE
        return not (is_late or self.app.succession.has_come_after(self.ppid))
