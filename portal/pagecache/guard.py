"""Leaves a cache that fails alone for a while: what it keeps can always be made again."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

logger = logging.getLogger(__name__)

# After an error the cache is left alone for so long.
BROKEN_SECONDS: Final = 5.0


class Guard:
    """Asks a cache, and nothing of it that fails reaches whoever asks for what it keeps."""

    def __init__(self, message: str) -> None:
        """Take the `message` that the log has of a cache that does not work."""
        self._message = message
        # 0 while it works.
        self._broken_until = 0.0
        self._asking_again = threading.Lock()

    def ask[T](self, question: Callable[[], T]) -> T | None:
        """Return what the cache answers; None where it does not work, for a while.

        Then one thread asks it again: while that waits for a silent one, others do without.
        """
        broken_until = self._broken_until
        if not broken_until:
            return self._ask(question)
        if time.monotonic() < broken_until or not self._asking_again.acquire(blocking=False):
            return None
        try:
            return self._ask(question)
        finally:
            self._asking_again.release()

    def _ask[T](self, question: Callable[[], T]) -> T | None:
        try:
            answer = question()
        except Exception:  # each client has errors of its own, and a broken file any
            self._broken_until = time.monotonic() + BROKEN_SECONDS
            logger.exception(self._message)
            return None
        self._broken_until = 0.0
        return answer
