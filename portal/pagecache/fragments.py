"""Parts of pages kept as HTML in this process, under the generation like the pages themselves.

For what many pages show alike and what the same page shows each time. Inside a transaction nothing
is read or kept: a dry run, or a request that changes something, sees rows that nobody else does.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from sys import getsizeof
from typing import Final

from portal.pagecache.clock import Stamp, stamp_outside_transactions
from portal.pagecache.moments import horizon

MAX_BYTES: Final = 8_000_000

type Key = tuple[object, ...]


class Fragments:
    """HTML by its key, within a number of bytes; what was used last stays."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes, self._bytes = max_bytes, 0
        self._kept: OrderedDict[Key, tuple[Stamp, float, str]] = OrderedDict()
        self._lock = threading.Lock()
        self._horizon = horizon()

    def get_or_make(self, key: Key, make: Callable[[], str], stamp: Stamp | None) -> str:
        """Return the HTML of a key in a generation, made by `make` where none is kept.

        Without a generation nothing is read and nothing kept.
        """
        if stamp is None:
            return make()
        with self._lock:
            found = self._kept.get(key)
            if found is not None and found[0] == stamp and time.time() < found[1]:
                self._kept.move_to_end(key)
                return found[2]
        until = self._horizon.ends_at(stamp)
        html = make()
        if stamp_outside_transactions() == stamp:
            self._put(key, (stamp, until, html))
        return html

    def _put(self, key: Key, entry: tuple[Stamp, float, str]) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._bytes += getsizeof(entry[2]) - (getsizeof(before[2]) if before else 0)
            self._kept[key] = entry
            while self._bytes > self._max_bytes:
                self._bytes -= getsizeof(self._kept.popitem(last=False)[1][2])


@cache
def fragments() -> Fragments:
    """Return the fragments of this process."""
    return Fragments()


def kept_text(key: Key, make: Callable[[], str]) -> str:
    """Return a text that hangs on its key and on what is public alone; made where none is kept."""
    return fragments().get_or_make(key, make, stamp_outside_transactions())
