"""A word in memory that all processes of a machine share: which generation is public now.

It goes odd before a change is committed and even after it. While it is odd nothing that is kept is
read and nothing is kept; what a killed process left odd is settled from the row. Reading it costs
no query: the row is asked again when nobody has asked for half a second, which also finds what
another machine has published.
"""

import fcntl
import hashlib
import mmap
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections, transaction

# Nanoseconds: then the row is asked again.
ASK_AFTER: Final = 500_000_000
# A change that takes longer may be one whose process was killed.
SETTLE_AFTER: Final = 100_000_000

_SIZE: Final = 64
_SEQUENCE, _NUMBER, _MOVED_AT, _ASKED_AT = range(4)
_ROW: Final = """
    SELECT number, (extract(epoch FROM moved_at) * 1000000)::bigint
    FROM pagecache_generation WHERE id = 1
"""


class Stamp(NamedTuple):
    """The generation that a page was made in; `moved_at` tells a restored site from another."""

    number: int
    moved_at: int  # microseconds


EMPTY: Final = Stamp(0, 0)


class Clock:
    """The word of one database on this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread_lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        # Inherited by forked workers: the lock of a region is each process's own all the same.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._file).st_size < _SIZE:
            os.ftruncate(self._file, _SIZE)
        self._words = memoryview(mmap.mmap(self._file, _SIZE)).cast("Q")

    def read(self) -> Stamp | None:
        """Return the public generation; None while a change is committed, or nobody knows it.

        Raises OperationalError where the database had to be asked and did not answer.
        """
        words = self._words
        sequence, age = words[_SEQUENCE], self._age()
        stamp = Stamp(words[_NUMBER], words[_MOVED_AT])
        is_settled = sequence % 2 == 0 and words[_SEQUENCE] == sequence
        if is_settled and age < ASK_AFTER:
            return stamp
        if not is_settled and age < SETTLE_AFTER:
            return None
        return self._ask() if is_settled else self._settle_from_row()

    def begin(self) -> int:
        """Let the word be odd until `settle`; the caller holds the lock of the generation's row."""
        with self._locked():
            odd = (self._words[_SEQUENCE] | 1) + 2
            self._words[_SEQUENCE] = odd
            self._words[_ASKED_AT] = time.monotonic_ns()
        return odd

    def settle(self, odd: int, stamp: Stamp) -> None:
        """Let the word be even again after the commit, unless another change has begun since."""
        with self._locked():
            if self._words[_SEQUENCE] == odd:
                self._set(stamp)

    def forget(self) -> None:
        """Ask the row before anything kept is shown; for a process that begins."""
        with self._locked():
            self._words[_ASKED_AT] = 0

    def _age(self) -> int:
        """Return the nanoseconds since the row was asked; many after the machine was started."""
        age = time.monotonic_ns() - self._words[_ASKED_AT]
        return age if age >= 0 else ASK_AFTER

    def _ask(self) -> Stamp | None:
        """Return what the row says; of several that wait one asks for all."""
        words = self._words
        with self._locked():
            if words[_SEQUENCE] % 2 == 1:
                return None
            # Another transaction's change is not begun as long as this lock is held.
            if self._age() >= ASK_AFTER:
                stamp = _read_row()
                if stamp is None:
                    return None
                self._set(stamp)
            return Stamp(words[_NUMBER], words[_MOVED_AT])

    def _settle_from_row(self) -> Stamp | None:
        """Settle what a killed process left odd; None while its change may still be under way."""
        with self._locked(wait=False) as is_ours:
            if not is_ours or self._words[_SEQUENCE] % 2 == 0:
                return None
            self._words[_ASKED_AT] = time.monotonic_ns()
            # As long as the row is locked no change can begin.
            with _locked_row() as stamp:
                if stamp is not None:
                    self._set(stamp)
                return stamp

    def _set(self, stamp: Stamp) -> None:
        """Write what is public, first the odd number: no reader takes half of it."""
        words = self._words
        odd = words[_SEQUENCE] | 1
        words[_SEQUENCE] = odd
        words[_NUMBER], words[_MOVED_AT] = stamp
        words[_ASKED_AT] = time.monotonic_ns()
        words[_SEQUENCE] = odd + 1

    @contextmanager
    def _locked(self, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock of the word between threads and processes; tell whether it was had."""
        if not self._thread_lock.acquire(blocking=wait):
            yield False
            return
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            self._thread_lock.release()
            yield False
            return
        try:
            yield True
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
            self._thread_lock.release()


def _read_row() -> Stamp | None:
    """Return what everybody sees in the row; None inside a transaction, which may see more."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        return None
    try:
        return _fetch(_ROW) or EMPTY
    except (OperationalError, InterfaceError):
        connection.close()  # The server was started again: a new connection may do.
        return _fetch(_ROW) or EMPTY


@contextmanager
def _locked_row() -> Iterator[Stamp | None]:
    """Yield what the row says and hold it; None where a transaction changes it just now."""
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        yield None
        return
    with transaction.atomic():
        yield _fetch(f"{_ROW} FOR UPDATE SKIP LOCKED")


def _fetch(sql: str) -> Stamp | None:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return Stamp(*row) if row is not None else None


@cache
def _clock_at(path: Path) -> Clock:
    return Clock(path)


def clock() -> Clock:
    """Return the word of the database that is used now; a test's is not the site's."""
    database = connections[DEFAULT_DB_ALIAS].settings_dict
    named = "/".join(str(database[part]) for part in ("HOST", "PORT", "NAME"))
    digest = hashlib.sha256(named.encode()).hexdigest()[:12]
    return _clock_at(Path(settings.VAR_DIR) / "pages" / f"generation-{digest}")
