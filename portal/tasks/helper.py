"""The process that works off tasks, as a companion of the server: begun, begun again, ended."""

import os
import signal
import subprocess
import sys
import threading
import time

from django.conf import settings

# One that dies at once must not be begun again without end.
PAUSE = 5.0
PATIENCE = 5.0
# Of `nice`: beside readers who want all of the processor, the copy of the site takes a tenth.
NICENESS = 10


class Helper:
    """A process `manage.py work` that lives as long as this one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = -PAUSE

    def keep_alive(self) -> None:
        """Begin it where it does not run; asked again and again by the server's loop."""
        if self._process is not None and self._process.poll() is None:
            return
        if time.monotonic() - self._begun < PAUSE:
            return
        self._begun = time.monotonic()
        words = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]
        self._process = subprocess.Popen([*words, "--with-parent", str(os.getpid())])  # noqa: S603  # our own words

    def end(self) -> None:
        """End it: after the task at hand where that is short, else in the middle."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def help_beside(parent: int) -> None:
    """Give way to the server that has begun this process, and end soon after it."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    end_with(parent)


def end_with(parent: int) -> None:
    """End this process soon after its parent is gone, however that ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
