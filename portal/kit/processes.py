"""Work spread over several processes: its results in order, and few of them at a time."""

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from typing import Final

from django.db import connection, connections
from django.utils import translation

# Results that wait for the caller, or are being made: for each process so many.
AHEAD: Final = 2


def spread[Item, Result](
    work: Callable[[Item], Result], items: Iterable[Item], *, processes: int
) -> Iterator[Result]:
    """Yield the result of each item in order; few items are read ahead, so memory is bounded.

    One item alone, and all inside a caller's transaction, is done in this process. A process that
    is killed ends the work with BrokenProcessPool.
    """
    items = iter(items)
    first = list(islice(items, 2))
    items = chain(first, items)
    if processes == 1 or len(first) < 2 or connection.in_atomic_block:
        yield from map(work, items)
        return
    with _executor(processes) as executor:
        waiting = deque(executor.submit(work, item) for item in islice(items, AHEAD * processes))
        while waiting:
            future: Future[Result] = waiting.popleft()
            yield future.result()
            waiting.extend(executor.submit(work, item) for item in islice(items, 1))


@contextmanager
def _executor(processes: int) -> Iterator[ProcessPoolExecutor]:
    # A connection must not be shared by two processes: each opens its own when it needs one.
    connections.close_all()
    executor = ProcessPoolExecutor(
        processes,
        mp_context=get_context("fork"),
        initializer=_begin,
        initargs=(translation.get_language(),),
    )
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _begin(language: str) -> None:
    """Leave signals to the parent, speak its language, and never look at what it has made."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    translation.activate(language)
    gc.freeze()
