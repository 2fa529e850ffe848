"""A value made of rows, kept in this process under the generation: what every page shows alike."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from portal.pagecache.clock import Stamp, stamp_outside_transactions, without_keeping
from portal.pagecache.moments import holds, horizon


class _Entry[Value](NamedTuple):
    stamp: Stamp
    made_at: float
    until: float
    value: Value


class KeptValue[Value]:
    """One value that costs queries only after something public has changed.

    Inside a transaction what is kept is shown as it is: it never says what others do not see yet.
    """

    def __init__(self, make: Callable[[], Value], *, ends_by_itself: bool = False) -> None:
        """`ends_by_itself` says that it is another once a page appears or ends at its moment."""
        self._make, self._ends_by_itself = make, ends_by_itself
        self._kept: _Entry[Value] | None = None
        self._fixed: Value | None = None
        self._instead: ContextVar[Value | None] = ContextVar("instead", default=None)

    def get(self) -> Value:
        """Return the value as it is now."""
        if (instead := self._instead.get()) is not None:
            return instead
        if self._fixed is not None:
            return self._fixed
        kept, stamp = self._kept, stamp_outside_transactions()
        if kept is not None and (stamp is None or self._is_right(kept, stamp)):
            return kept.value
        # Asked before the rows: what appears between the two ends it too early, never too late.
        now, until = time.time(), self._ends_at(stamp)
        value = self._make()
        if stamp is not None and stamp_outside_transactions() == stamp:
            self._kept = _Entry(stamp, now, until, value)
        return value

    def _is_right(self, kept: _Entry[Value], stamp: Stamp) -> bool:
        if kept.stamp != stamp:
            return False
        return not self._ends_by_itself or holds(kept.made_at, kept.until, time.time())

    def _ends_at(self, stamp: Stamp | None) -> float:
        return horizon().ends_at(stamp) if self._ends_by_itself and stamp is not None else math.inf

    def last(self) -> Value | None:
        """Return what was kept last, without the database; None where nothing was."""
        return self._kept.value if self._kept is not None else None

    @contextmanager
    def instead(self, value: Value) -> Iterator[None]:
        """Let this block, and nobody else, see another value: for the preview of a change."""
        token = self._instead.set(value)
        try:
            with without_keeping():
                yield
        finally:
            self._instead.reset(token)

    def fix(self, value: Value | None) -> None:
        """Give this value whatever the rows say, or with None the true one again; for tests."""
        self._kept, self._fixed = None, value
