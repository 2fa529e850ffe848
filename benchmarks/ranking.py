"""How far up the right page stands, over texts of your own: the mean reciprocal rank by class.

`python -m benchmarks.ranking CORPUS.jsonl` takes lines with `title`, `summary` and `body`, such as
real news, which stay outside the repository, and asks what `benchmarks.questions` draws of them.
"""

import argparse
import html
import json
import os
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FIRST_MOMENT: Final = datetime(2005, 1, 1, tzinfo=UTC)
CHUNK: Final = 1_000


@dataclass
class Answers:
    """What the questions of one class were answered: reciprocal ranks and milliseconds."""

    ranks: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    @property
    def mean(self) -> float:
        return statistics.fmean(self.ranks)

    def slowest(self, share: float) -> float:
        """Return the milliseconds within which this share of the questions was answered."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]


def main(
    *, corpus: Path, of_each: int, seed: int, most_words: int, misses: Path | None = None
) -> None:
    """Load the corpus into a database of its own, ask, and print a table."""
    from benchmarks.bench import own_database

    pages = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
    with own_database():
        paths = load_corpus(pages)
        found, missed = ask(pages, paths, of_each=of_each, seed=seed, most_words=most_words)
    print(as_markdown(found, len(pages)))
    if misses:
        misses.write_text("\n".join(missed), "utf-8")


def load_corpus(pages: list[dict[str, str]]) -> list[str]:
    """Publish the texts as articles, a day after each other; return their addresses."""
    from news.articles.models import Article
    from news.articles.queries import section_named
    from portal.publishing.loading import load
    from portal.publishing.models import State
    from portal.search import vocabulary

    section = section_named("Tin tức").pk
    paths = []
    for start in range(0, len(pages), CHUNK):
        articles = []
        for at, page in enumerate(pages[start : start + CHUNK], start):
            moment = FIRST_MOMENT + timedelta(days=at * 7_000 // len(pages))
            article = Article(
                slug=f"bai-{at}", title=page["title"][:250], summary=page["summary"],
                body=f"<p>{html.escape(page['body'])}</p>", section_id=section,
                state=State.PUBLISHED, published_at=moment, created_at=moment, updated_at=moment,
            )  # fmt: skip
            article.derive()
            articles.append(article)
        load(articles, topics=[()] * len(articles), with_revisions=False)
        paths += [article.path for article in articles]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) publishing_publication")
    vocabulary.refresh()
    return paths


def ask(
    pages: list[dict[str, str]], paths: list[str], *, of_each: int, seed: int, most_words: int
) -> tuple[dict[str, Answers], list[str]]:
    """Ask all questions; return what was found by class, and those where another page was first."""
    from benchmarks.questions import questions
    from portal.search.search import search

    found: dict[str, Answers] = defaultdict(Answers)
    missed = []
    titles = [page["title"] for page in pages]
    for question in questions(titles, of_each=of_each, seed=seed, most_words=most_words):
        began = time.perf_counter()
        hits = [hit.publication.path for hit in search(question.text, language=None).hits]
        found[question.kind].times.append((time.perf_counter() - began) * 1000)
        right = {paths[at] for at in question.right}
        rank = next((at for at, path in enumerate(hits, 1) if path in right), None)
        found[question.kind].ranks.append(1 / rank if rank else 0.0)
        if rank != 1:
            title = pages[min(question.right)]["title"]
            missed.append(f"{question.kind}\t{rank}\t{question.text}\t{title}")
    return found, missed


def as_markdown(found: dict[str, Answers], pages: int) -> str:
    every = Answers(
        [rank for each in found.values() for rank in each.ranks],
        [took for each in found.values() for took in each.times],
    )
    rows = [*found.items(), ("**all**", every)]
    return "\n".join([
        f"# The right page among {pages:,}",
        "",
        "| class | questions | mean reciprocal rank | ms, middle | ms, 95 of 100 |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {kind} | {len(each.ranks)} | {each.mean:.3f} | {each.slowest(0.5):.0f} "
            f"| {each.slowest(0.95):.0f} |"
            for kind, each in rows
        ),
        "",
    ])  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--of-each", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most-words", type=int, default=16, help="of a title, for a part of it")
    parser.add_argument("--misses", type=Path, help="a file for the questions that went wrong")
    options = parser.parse_args()
    os.environ.setdefault("VAR_DIR", str(ROOT / "var" / "bench"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    main(**vars(options))
