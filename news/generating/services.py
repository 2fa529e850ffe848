"""Generates sample articles in chunks, each in one transaction."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from typing import Final, NamedTuple

from news.articles.models import Article
from news.generating.articles import ShelfKeys, sample_article, slug_of
from portal.kit.processes import spread
from portal.publishing.loading import load
from portal.publishing.references import holders_of

CHUNK: Final = 1_000


class Chunk(NamedTuple):
    """How many numbers are done, how many of them were added, and the seconds of storing them."""

    done: int
    added: int
    stored: float


def generate_articles(count: int, *, seed: int, processes: int) -> Iterator[Chunk]:
    """Create the missing ones of the articles 1 to `count`, chunk by chunk.

    What is there is left alone.
    """
    chunks = [range(first, min(first + CHUNK, count + 1)) for first in range(1, count + 1, CHUNK)]
    work = partial(_generate_chunk, seed, ShelfKeys.get_or_create())
    yield from spread(work, chunks, processes=processes)


def _generate_chunk(seed: int, shelves: ShelfKeys, numbers: range) -> Chunk:
    paths = {number: Article.path_of(slug_of(seed, number)) for number in numbers}
    taken = holders_of(paths.values())
    missing = [number for number in numbers if paths[number] not in taken]
    rows = [sample_article(seed, number, shelves) for number in missing]
    began = perf_counter()
    load(
        [article for article, _topics in rows],
        topics=[topics for _article, topics in rows],
        with_revisions=False,
    )
    return Chunk(len(numbers), len(missing), perf_counter() - began)
