"""A value made of rows, kept in this process under the generation: what every page shows alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from portal.pagecache.clock import Stamp, preview, stamp_outside_transactions


class KeptValue[Value]:
    """One value that costs a query only after something public has changed.

    Inside a transaction what is kept is shown as it is: it never says what others do not see yet.
    """

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make = make
        self._kept: tuple[Stamp, Value] | None = None
        self._fixed: Value | None = None
        self._instead: ContextVar[Value | None] = ContextVar("instead", default=None)

    def get(self) -> Value:
        """Return the value as it is now."""
        if (instead := self._instead.get()) is not None:
            return instead
        if self._fixed is not None:
            return self._fixed
        kept, stamp = self._kept, stamp_outside_transactions()
        if kept is not None and stamp in (None, kept[0]):
            return kept[1]
        value = self._make()
        if stamp is not None and stamp_outside_transactions() == stamp:
            self._kept = stamp, value
        return value

    def last(self) -> Value | None:
        """Return what was kept last, without the database; None where nothing was."""
        return self._kept[1] if self._kept is not None else None

    @contextmanager
    def instead(self, value: Value) -> Iterator[None]:
        """Let this block, and nobody else, see another value: for the preview of a change."""
        token = self._instead.set(value)
        try:
            with preview():
                yield
        finally:
            self._instead.reset(token)

    def fix(self, value: Value | None) -> None:
        """Give this value whatever the rows say, or with None the true one again; for tests."""
        self._kept, self._fixed = None, value
