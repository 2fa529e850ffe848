"""What is read once for each generation and compared in memory, until the public sees another."""

import threading
import time
from collections.abc import Callable, Hashable

from portal.pagecache.clock import Stamp, stamp_outside_transactions
from portal.pagecache.moments import horizon


class Kept[Value]:
    """Values by their keys, each until what the public sees changes."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Stamp, float, Value]] = {}
        self._lock = threading.Lock()
        self._horizon = horizon()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value as it is now; inside a transaction it is made anew."""
        stamp = stamp_outside_transactions()
        if stamp is None:
            return make()
        with self._lock:
            found = self._kept.get(key)
        if found is not None and found[0] == stamp and time.time() < found[1]:
            return found[2]
        until = self._horizon.ends_at(stamp)
        value = make()
        if stamp_outside_transactions() == stamp:
            with self._lock:
                self._kept[key] = (stamp, until, value)
        return value
