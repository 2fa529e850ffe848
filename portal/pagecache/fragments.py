"""Parts of pages kept as HTML in this process, under the generation like the pages themselves.

For what many pages show alike and what the same page shows each time. Inside a transaction nothing
is read or kept: a dry run, or a request that changes something, sees rows that nobody else does.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from contextvars import ContextVar
from functools import cache
from sys import getsizeof
from typing import Final, NamedTuple

from django.http import HttpRequest

from portal.pagecache.clock import Stamp, clock, stamp_outside_transactions
from portal.pagecache.moments import holds, horizon

MAX_BYTES: Final = 8_000_000
MAX_TYPED_BYTES: Final = 2_000_000


class Typed(str):
    """A part of a key that a stranger wrote: with it, HTML is kept in a store of its own."""

    __slots__ = ()


type Key = tuple[object, ...]

# The generation in which the request of this thread began; None outside of one.
_begun: Final[ContextVar[tuple[Stamp | None] | None]] = ContextVar("begun", default=None)


def note_beginning(**_signal: object) -> None:
    """Note the generation in which a request begins: its view may read rows before any part."""
    _begun.set((clock().last(),))


def forget_beginning(**_signal: object) -> None:
    """Let what is made in this thread outside of a request be kept again."""
    _begun.set(None)


def _has_moved(stamp: Stamp) -> bool:
    """Return whether something was published between the beginning of the request and `stamp`."""
    begun = _begun.get()
    return begun is not None and begun[0] != stamp


class Fragment(NamedTuple):
    """A part of a page, and when it was right."""

    html: str
    stamp: Stamp
    sequence: int
    made_at: float
    until: float

    def is_right(self, stamp: Stamp, kinds: Collection[str] | None) -> bool:
        """Return whether it says what one made now would say, in the generation of `stamp`."""
        if not holds(self.made_at, self.until, time.time()):
            return False
        if self.stamp == stamp:
            return True
        return kinds is not None and clock().is_unchanged(self.sequence, kinds)


class Fragments:
    """HTML by its key, within a number of bytes; what was used last stays."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes, self._bytes = max_bytes, 0
        self._kept: OrderedDict[Key, Fragment] = OrderedDict()
        self._lock = threading.Lock()
        self._horizon = horizon()

    def get_or_make(
        self,
        key: Key,
        make: Callable[[], str],
        stamp: Stamp | None,
        kinds: Collection[str] | None = None,
    ) -> str:
        """Return the HTML of a key in a generation, made by `make` where none is kept.

        Without a generation nothing is read and nothing kept. `kinds` are the only kinds of pages
        whose publication may change it; None: any may, and what the request has read before may be
        in it.
        """
        if stamp is None:
            return make()
        with self._lock:
            found = self._kept.get(key)
            if found is not None and found.is_right(stamp, kinds):
                self._kept.move_to_end(key)
                return found.html
        sequence, made_at, until = clock().sequence(), time.time(), self._horizon.ends_at(stamp)
        html = make()
        is_old = kinds is None and _has_moved(stamp)
        if stamp_outside_transactions() == stamp and sequence % 2 == 0 and not is_old:
            self._put(key, Fragment(html, stamp, sequence, made_at, until))
        return html

    def _put(self, key: Key, entry: Fragment) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._bytes += getsizeof(entry.html) - (getsizeof(before.html) if before else 0)
            self._kept[key] = entry
            while self._bytes > self._max_bytes:
                self._bytes -= getsizeof(self._kept.popitem(last=False)[1].html)


@cache
def fragments() -> Fragments:
    """Return the fragments of this process."""
    return Fragments()


@cache
def typed_fragments() -> Fragments:
    """Return those that hang on what strangers wrote: however many, they push out no others."""
    return Fragments(MAX_TYPED_BYTES)


def kept_unless_asked(request: HttpRequest) -> bool | None:
    """Return the `kept_page` of a view whose page is another one where anything is asked of it."""
    return None if request.GET else True


def kept_list_page(request: HttpRequest, number: int) -> bool | Typed | None:
    """Return the `kept_page` of a list at its address and number; None where it is narrowed.

    Numbers are without end, also those that lead nowhere: later pages push out one another only.
    """
    if set(request.GET) - {"trang"}:
        return None
    return True if number == 1 else Typed(number)


def kept_text(key: Key, make: Callable[[], str]) -> str:
    """Return a text that hangs on its key and on what is public alone; made where none is kept."""
    return fragments().get_or_make(key, make, stamp_outside_transactions())
