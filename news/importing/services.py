"""Imports articles from a file, batch after batch: an interruption loses at most one of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import batched
from typing import IO, Final, NamedTuple

from django.db import connection, transaction

from news.articles.models import Article
from news.importing.addresses import assign_addresses
from news.importing.jsonl import ImportLine, LineError, numbered_lines, object_of
from news.importing.parsing import Entry, entry_of
from news.importing.related_records import Records
from portal.kit.postgres.advisory import Lock
from portal.kit.processes import spread
from portal.publishing.loading import Pace, load
from portal.publishing.models import State

BATCH: Final = 500
# Kept with the version, so it is the same whatever language the operator's terminal speaks.
_NOTE: Final = "Nhập từ tệp"


@dataclass(slots=True)
class ImportCounts:
    """Numbers of lines that were added, were there already, or were refused."""

    added: int = 0
    already: int = 0
    refused: int = 0
    pace: Pace = field(default_factory=Pace)


def import_file(
    file: IO[bytes],
    read_date: Callable[[str], datetime],
    counts: ImportCounts,
    *,
    processes: int,
    on_bad_line: Callable[[int, str], None],
    on_progress: Callable[[int], None],
) -> None:
    """Import the lines and count them; what is counted is in the database.

    `on_bad_line` hears of a line's number and what is wrong with it, `on_progress` how many bytes
    of the file have been dealt with. The lines are read by `processes`, and stored by this one.
    """
    batches = batched(numbered_lines(file), BATCH)
    for read in spread(partial(_read, read_date), batches, processes=processes):
        with counts.pace.storing():
            result = import_batch(read.entries)
        bad = sorted(read.bad + result.refused)
        for number, why in bad:
            on_bad_line(number, why)
        counts.added += result.added
        counts.already += result.already
        counts.refused += len(bad)
        on_progress(read.end)
    counts.pace.stop()


class _Read(NamedTuple):
    """What stands in a batch of lines; `bad` holds line numbers with reasons."""

    entries: list[Entry]
    bad: list[tuple[int, str]]
    end: int


def _read(read_date: Callable[[str], datetime], lines: tuple[ImportLine, ...]) -> _Read:
    """Return the entries of some lines, all worked out that needs no database."""
    entries: list[Entry] = []
    bad: list[tuple[int, str]] = []
    for line in lines:
        try:
            entries.append(entry_of(line.number, object_of(line), read_date))
        except LineError as error:
            bad.append((line.number, str(error)))
    return _Read(entries, bad, lines[-1].end)


class BatchResult(NamedTuple):
    """The result of a batch; `refused` holds line numbers with reasons."""

    added: int
    already: int
    refused: list[tuple[int, str]]


@transaction.atomic
def import_batch(entries: list[Entry]) -> BatchResult:
    """Publish the articles that are not there yet, with their first versions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.IMPORT])
    placed = assign_addresses(entries)
    records = Records.for_entries(placed.new.values())
    load(
        [_article(slug, entry, records) for slug, entry in placed.new.items()],
        topics=[records.topic_ids_of(entry) for entry in placed.new.values()],
        note=_NOTE,
    )
    refused = [(entry.number, why) for entry, why in placed.refused]
    return BatchResult(len(placed.new), len(placed.already), refused)


def _article(slug: str, entry: Entry, records: Records) -> Article:
    article = Article(
        slug=slug,
        title=entry.title,
        summary=entry.summary,
        body=entry.body,
        state=State.PUBLISHED,
        published_at=entry.published_at,
        section=records.section_of(entry),
        author=records.authors.get(entry.author),
        source=records.sources.get(entry.source),
        is_imported=True,
    )
    if entry.words is None:
        article.derive()
    else:
        article.derive_with(entry.words)
    return article
