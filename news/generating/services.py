"""Generates sample articles in chunks, each in one transaction."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from news.articles.models import Article
from news.generating.articles import ShelfKeys, sample_article, slug_of
from portal.kit.processes import spread
from portal.publishing.loading import load
from portal.publishing.models.addresses import holders_of

CHUNK: Final = 1_000


def generate_articles(count: int, *, seed: int, processes: int) -> Iterator[tuple[int, int]]:
    """Create the missing ones of the articles 1 to `count`; yield (numbers done, articles added).

    What is there is left alone.
    """
    chunks = [range(first, min(first + CHUNK, count + 1)) for first in range(1, count + 1, CHUNK)]
    work = partial(_generate_chunk, seed, ShelfKeys.get_or_create())
    yield from spread(work, chunks, processes=processes)


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
