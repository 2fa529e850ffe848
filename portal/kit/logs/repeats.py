"""An error that comes with each request is written once, then counted."""

import logging
import time
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import Final

# Seconds in which the same error is not written again.
QUIET: Final = 60.0
MAX_ERRORS: Final = 500


@dataclass(slots=True)
class _Seen:
    until: float
    left_out: int = 0


class RepeatsFilter(logging.Filter):
    """Lets an error with its traceback through once a minute, with how many there were since."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[str, _Seen] = {}
        self._lock = Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.exc_info or record.exc_info[0] is None:
            return True
        key = f"{record.name} {record.exc_info[0].__name__} {_place(record.exc_info[2])}"
        now = time.monotonic()
        with self._lock:
            seen = self._seen.get(key)
            if seen is not None and now < seen.until:
                seen.left_out += 1
                return False
            self._forget(now)
            self._seen[key] = _Seen(now + QUIET)
        if seen is not None and seen.left_out:
            record.msg = f"{record.getMessage()} ({seen.left_out} more like it before)"
            record.args = None
        return True

    def _forget(self, now: float) -> None:
        """Keep the memory small where each error is another one."""
        if len(self._seen) >= MAX_ERRORS:
            self._seen = {key: seen for key, seen in self._seen.items() if now < seen.until}
        if len(self._seen) >= MAX_ERRORS:
            self._seen.clear()


def _place(traceback: TracebackType | None) -> str:
    """Return where an error was raised: the innermost file and line."""
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return ""
    return f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}"
