"""One batch of entries into the database, whole or not at all."""

from typing import Final, NamedTuple

from django.db import connection, transaction

from news.articles.models import Article
from news.importing.entries import Entry
from news.importing.places import place
from news.importing.records import Records
from portal.publishing.loading import load
from portal.publishing.models import State

# Two imports at once would both find an address free; any number that nobody else uses will do.
_LOCK: Final = 2007_01_30
# Kept with the version, so it is the same whatever language the operator's terminal speaks.
_NOTE: Final = "Nhập từ tệp"


class Outcome(NamedTuple):
    """What became of a batch; `refused` are line numbers with reasons."""

    added: int
    already: int
    refused: list[tuple[int, str]]


@transaction.atomic
def import_batch(entries: list[Entry]) -> Outcome:
    """Publish the articles that are not there yet, with their first versions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    placed = place(entries)
    records = Records.for_entries(placed.new.values())
    load(
        [_article(slug, entry, records) for slug, entry in placed.new.items()],
        topics=[records.topic_ids_of(entry) for entry in placed.new.values()],
        note=_NOTE,
    )
    refused = [(entry.number, why) for entry, why in placed.refused]
    return Outcome(len(placed.new), len(placed.already), refused)


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
    article.derive()
    return article
