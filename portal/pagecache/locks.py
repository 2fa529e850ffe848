"""Locks between the threads and processes that have a file open."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class FileLock:
    """A lock of one region of the file; the kernel drops it with its process."""

    def __init__(self, file: int, *, region: int) -> None:
        self._file, self._region = file, region
        self._thread_lock = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; nobody does so for longer than it takes to write some words."""
        with self._thread_lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX, 1, self._region)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, self._region)

    @contextmanager
    def tried(self) -> Iterator[bool]:
        """Tell whether the lock was free, and hold it then."""
        if not self._thread_lock.acquire(blocking=False):
            yield False
            return
        try:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, self._region)
            except BlockingIOError:
                yield False
                return
            try:
                yield True
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, self._region)
        finally:
            self._thread_lock.release()
