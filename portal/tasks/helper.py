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
# Of `nice`: beside readers who want all of the processor, it takes a tenth.
NICENESS = 10


def keep_helper() -> threading.Thread:
    """Keep a process `manage.py work` running as long as this one lives, which it ends with."""
    words = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]

    def begin_again_and_again() -> None:
        while True:
            subprocess.run([*words, "--with-parent", str(os.getpid())], check=False)  # noqa: S603  # our own words
            time.sleep(PAUSE)

    thread = threading.Thread(target=begin_again_and_again, daemon=True)
    thread.start()
    return thread


def help_beside(parent: int) -> None:
    """Give way to the server that has begun this process, and end soon after it."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    end_with(parent)


def end_with(parent: int, patience: float = 0) -> None:
    """End this process soon after its parent is gone, however that ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        time.sleep(patience)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
