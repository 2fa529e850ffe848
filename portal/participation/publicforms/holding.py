"""Keeps a form that came too fast until its time is over: honest people notice nothing."""

import time
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Final

# So many requests of a process may wait at once: machines that send fast hold up nobody else.
MAX_WAITING: Final = 2
_places: Final = BoundedSemaphore(MAX_WAITING)


def hold(rest: timedelta) -> bool:
    """Wait for the rest of the time; return False at once where too many wait already."""
    if rest <= timedelta():
        return True
    if not _places.acquire(blocking=False):
        return False
    try:
        time.sleep(rest.total_seconds())
    finally:
        _places.release()
    return True
