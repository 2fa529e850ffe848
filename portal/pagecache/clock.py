"""A word in memory that all processes of a machine share: which generation is public now.

It goes odd just before a change is committed and even after it. While it is odd nothing that is
kept is read and nothing is kept; what a killed process left odd is settled from the row. Reading it
costs no query: the row is asked again when nobody has asked for half a second, which also finds
what another machine has published. The order of writes that it relies on is that of x86; elsewhere
the half second is the bound.
"""

import hashlib
import mmap
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    Error,
    InterfaceError,
    OperationalError,
    connections,
    transaction,
)

from portal.pagecache.locks import FileLock

# Nanoseconds: then the row is asked again.
ASK_AFTER: Final = 500_000_000
# A change that takes longer may be one whose process was killed.
SETTLE_AFTER: Final = 100_000_000

# Whoever has waited so long for another to ask takes the database for gone.
MAX_WAIT_SECONDS: Final = 2.0
_PAUSE: Final = 0.002

_SIZE: Final = 4096
_SEQUENCE, _NUMBER, _MOVED_AT, _ASKED_AT, _SEEN, _ALL = range(6)
# Behind them, when each kind of page was published last. Kinds may share a place: that ends more
# than it must, never less.
_FIRST_KIND: Final = 8
_KINDS: Final = _SIZE // 8 - _FIRST_KIND
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
        path.parent.mkdir(parents=True, exist_ok=True)
        # Inherited by forked workers: the lock of a region is each process's own all the same.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        # Its block is to be there: writing to one that a full disk lacks ends the process.
        os.posix_fallocate(self._file, 0, _SIZE)
        self._words = memoryview(mmap.mmap(self._file, _SIZE)).cast("Q")
        self._writing = FileLock(self._file, region=0)
        self._asking = FileLock(self._file, region=1)

    def read(self) -> Stamp | None:
        """Return the public generation; None while a change is committed.

        Raises OperationalError where the database had to be asked and did not answer.
        """
        known = self.last()
        if known is None:
            return None if self._age() < SETTLE_AFTER else self._settle_from_row()
        return known if self._age() < ASK_AFTER else self._ask()

    def is_fresh(self) -> bool:
        """Return whether `last` says what is public without asking the row."""
        return self._age() < ASK_AFTER

    def last(self) -> Stamp | None:
        """Return what was public when the row was asked last; None while a change is committed."""
        words = self._words
        sequence, stamp = words[_SEQUENCE], Stamp(words[_NUMBER], words[_MOVED_AT])
        return stamp if sequence % 2 == 0 and words[_SEQUENCE] == sequence else None

    def begin(self) -> int:
        """Let the word be odd until `settle`; the caller holds the lock of the generation's row."""
        with self._writing.held():
            odd = (self._words[_SEQUENCE] | 1) + 2
            self._words[_SEQUENCE] = odd
            self._words[_ASKED_AT] = time.monotonic_ns()
        return odd

    def settle(
        self,
        sequence: int,
        stamp: Stamp,
        kinds: Collection[str] | None = None,
        *,
        before: int = -1,
    ) -> None:
        """Let the word be even with what is public now, unless it has moved on meanwhile.

        Since generation `before` only pages of these kinds have changed; None: nobody knows.
        """
        words = self._words
        with self._writing.held():
            if words[_SEQUENCE] != sequence:
                return
            # First the odd number: no reader takes half of it.
            odd = sequence | 1
            words[_SEQUENCE] = odd
            self._note_kinds(odd + 1, stamp, kinds, before)
            words[_NUMBER], words[_MOVED_AT] = stamp
            words[_ASKED_AT] = time.monotonic_ns()
            words[_SEQUENCE] = odd + 1

    def _note_kinds(
        self, sequence: int, stamp: Stamp, kinds: Collection[str] | None, before: int
    ) -> None:
        """Note what has changed between the generation that is known and the next."""
        words = self._words
        if stamp == (words[_NUMBER], words[_MOVED_AT]):
            return
        # Of a generation in between nobody has said anything here.
        if kinds is None or before != words[_NUMBER]:
            words[_ALL] = sequence
            return
        for kind in kinds:
            words[_place(kind)] = sequence

    def sequence(self) -> int:
        """Return a number for `is_unchanged`: odd, and so of no use, while a change goes on."""
        return int(self._words[_SEQUENCE])

    def is_unchanged(self, since: int, kinds: Collection[str]) -> bool:
        """Return whether no page of these kinds, and nothing else, has changed since a sequence.

        Only right after `read` has said that the word is.
        """
        words = self._words
        now = words[_SEQUENCE]
        changed = max([words[_ALL], *(words[_place(kind)] for kind in kinds)])
        return now % 2 == 0 and changed <= since and words[_SEQUENCE] == now

    def forget(self) -> None:
        """Ask the row before anything kept is shown; for a process that begins."""
        with self._writing.held():
            self._words[_ASKED_AT] = 0

    def is_first_view(self, stamp: Stamp) -> bool:
        """Tell once for each generation, of all processes of the machine, that it was seen."""
        if self._words[_SEEN] == stamp.number:
            return False
        with self._writing.held():
            # Of the first generation that a machine sees nobody knows since when it was there.
            is_first = self._words[_SEEN] not in (0, stamp.number)
            self._words[_SEEN] = stamp.number
        return is_first

    def _age(self) -> int:
        """Return the nanoseconds since the row was asked; many after the machine was started."""
        age = time.monotonic_ns() - self._words[_ASKED_AT]
        return age if age >= 0 else ASK_AFTER

    def _ask(self) -> Stamp | None:
        """Return what the row says; of several that wait one asks for all."""
        ends_at = time.monotonic() + MAX_WAIT_SECONDS
        while True:
            with self._asking.tried() as is_ours:
                # A change of this machine moves the sequence before its commit: what was read
                # before that is not written over it.
                sequence = self._words[_SEQUENCE]
                if is_ours and self._age() >= ASK_AFTER and sequence % 2 == 0:
                    stamp = _read_row()
                    if stamp is None:
                        return None
                    self.settle(sequence, stamp)
                if is_ours or self._age() < ASK_AFTER:
                    return self.last()
            if time.monotonic() >= ends_at:
                raise OperationalError("The database does not answer whoever asks it.")
            time.sleep(_PAUSE)

    def _settle_from_row(self) -> Stamp | None:
        """Settle what a killed process left odd; None while its change may still be under way."""
        with self._asking.tried() as is_ours:
            sequence = self._words[_SEQUENCE]
            if not is_ours or sequence % 2 == 0:
                return None
            self._words[_ASKED_AT] = time.monotonic_ns()
            # As long as the row is locked no change can begin.
            with _locked_row() as stamp:
                if stamp is not None:
                    self.settle(sequence, stamp)
                return stamp


def _place(kind: str) -> int:
    return _FIRST_KIND + crc32(kind.encode()) % _KINDS


def _read_row() -> Stamp | None:
    """Return what everybody sees in the row; None inside a transaction, which may see more."""
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return None
    return _again_if_lost(lambda: _fetch(_ROW)) or EMPTY


def _again_if_lost[T](ask: Callable[[], T]) -> T:
    """Return what is answered; over a new connection where the server was started again."""
    try:
        return ask()
    except (OperationalError, InterfaceError):
        connections[DEFAULT_DB_ALIAS].close()
        return ask()


@contextmanager
def _locked_row() -> Iterator[Stamp | None]:
    """Yield what the row says and hold it; None where a transaction changes it just now."""
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        yield None
        return
    _again_if_lost(connections[DEFAULT_DB_ALIAS].ensure_connection)
    with transaction.atomic():
        yield _fetch(f"{_ROW} FOR UPDATE SKIP LOCKED")


def _fetch(sql: str) -> Stamp | None:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return Stamp(*row) if row is not None else None


# One for each file and process: to close a second one would lose the locks of the first.
_clocks: Final[dict[Path, Clock]] = {}
# Each request asks several times which word is its database's: found by what names that.
_known: Final[dict[tuple[object, ...], Clock]] = {}
_making_clock: Final = threading.Lock()


def clock() -> Clock:
    """Return the word of the database that is used now; a test's is not the site's."""
    database = connections[DEFAULT_DB_ALIAS].settings_dict
    names = (settings.VAR_DIR, database["HOST"], database["PORT"], database["NAME"])
    return _known.get(names) or _known.setdefault(names, _clock(*names))


def _clock(folder: object, *names: object) -> Clock:
    digest = hashlib.sha256("/".join(map(str, names)).encode()).hexdigest()[:12]
    path = Path(str(folder)) / "run" / f"generation-{digest}"
    with _making_clock:
        return _clocks.get(path) or _clocks.setdefault(path, Clock(path))


_keeps_nothing: Final = ContextVar("keeps_nothing", default=False)


@contextmanager
def without_keeping() -> Iterator[None]:
    """Let nothing be kept that is made inside, nor shown that is kept: one person looks ahead."""
    token = _keeps_nothing.set(True)
    try:
        yield
    finally:
        _keeps_nothing.reset(token)


def stamp_outside_transactions() -> Stamp | None:
    """Return the public generation, None where nothing may be kept.

    A transaction may see what nobody else does; without a database nobody knows what is public.
    """
    if _keeps_nothing.get() or connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return None
    try:
        return clock().read()
    except Error:
        return None
