"""Generates sample articles in chunks, each in one transaction."""

import multiprocessing
import multiprocessing.pool
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from django.db import connections

from news.articles.models import Article
from news.generating.articles import ShelfKeys, sample_article, slug_of
from portal.publishing.loading import load
from portal.publishing.models.addresses import holders_of

CHUNK: Final = 1_000


def generate_articles(count: int, *, seed: int, processes: int) -> Iterator[tuple[int, int]]:
    """Create the missing ones of the articles 1 to `count`; yield (numbers done, articles added).

    What is there is left alone. More than one process cannot be part of a caller's transaction.
    """
    chunks = [range(first, min(first + CHUNK, count + 1)) for first in range(1, count + 1, CHUNK)]
    work = partial(_generate_chunk, seed, ShelfKeys.get_or_create())
    if processes == 1 or len(chunks) == 1:
        yield from map(work, chunks)
        return
    with _workers(processes) as pool:
        yield from pool.imap_unordered(work, chunks)


@contextmanager
def _workers(processes: int) -> Iterator[multiprocessing.pool.Pool]:
    # A connection must not be shared by two processes: each opens its own when it needs one.
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(processes, _leave_signals_to_parent) as pool:
        yield pool
        pool.close()
        pool.join()


def _leave_signals_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _generate_chunk(seed: int, shelves: ShelfKeys, numbers: range) -> tuple[int, int]:
    paths = {number: Article.path_of(slug_of(seed, number)) for number in numbers}
    taken = holders_of(paths.values())
    missing = [number for number in numbers if paths[number] not in taken]
    rows = [sample_article(seed, number, shelves) for number in missing]
    load(
        [article for article, _topics in rows],
        topics=[topics for _article, topics in rows],
        with_revisions=False,
    )
    return len(numbers), len(missing)
