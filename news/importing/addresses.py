"""Addresses of imported entries, and whether their articles are there already.

An article is recognised by its first version, which stays as it was imported whatever editors have
changed since; an address that has moved is followed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Final

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from news.articles.models import Article
from news.importing.jsonl import excerpt
from news.importing.parsing import Entry
from portal.kit.text.html import plain_text
from portal.kit.text.normalize import slugify
from portal.publishing.models import Revision
from portal.publishing.models.addresses import is_reserved
from portal.publishing.references import holders_of

# What two versions are compared by: moment, title, and the words of summary and body.
type Fingerprint = tuple[datetime | None, str, str, str]


@dataclass(slots=True)
class PlacedEntries:
    """The entries of a batch: new by their slug, there already, refused with the reason."""

    new: dict[str, Entry] = field(default_factory=dict)
    already: list[Entry] = field(default_factory=list)
    refused: list[tuple[Entry, str]] = field(default_factory=list)


def assign_addresses(entries: list[Entry]) -> PlacedEntries:
    """Find a slug for each entry: its own, else the first free one made from its title."""
    placed = PlacedEntries()
    pending = [(entry, _slugs_for(entry)) for entry in entries]
    while pending:
        tried = [(entry, more, next(more)) for entry, more in pending]
        held = _first_versions({slug for _entry, _more, slug in tried})
        pending = [
            (entry, more) for entry, more, slug in tried if not _decides(entry, slug, held, placed)
        ]
    # In the file's order, whichever found its address first.
    placed.new = dict(sorted(placed.new.items(), key=lambda item: item[1].number))
    return placed


def _decides(
    entry: Entry, slug: str, held: dict[str, Fingerprint | None], placed: PlacedEntries
) -> bool:
    """Return whether the slug settles the entry; if not, its next slug is to be tried."""
    other = placed.new.get(slug)
    if other is None and slug not in held:
        placed.new[slug] = entry
        return True
    if _fingerprint(entry) == (_fingerprint(other) if other else held[slug]):
        placed.already.append(entry)
        return True
    if entry.slug:
        why = _("“slug” is %(found)s, the address of another article")
        placed.refused.append((entry, why % {"found": excerpt(slug)}))
        return True
    return False


def _slugs_for(entry: Entry) -> Iterator[str]:
    """Yield the slugs it may have, best first: many old pages share a title, few of them a day."""
    if entry.slug:
        yield entry.slug
        return
    base = slugify(entry.title) or Article.KIND
    dated = f"{base}-{timezone.localdate(entry.published_at).isoformat()}"
    if not is_reserved(Article, base):
        yield base
    yield dated
    yield from (f"{dated}-{number}" for number in count(2))


def _fingerprint(entry: Entry) -> Fingerprint:
    return entry.published_at, entry.title, plain_text(entry.summary), plain_text(entry.body)


_COMPARED: Final = tuple(
    f"data__fields__{name}" for name in ("published_at", "title", "summary", "body")
)


def _first_versions(slugs: set[str]) -> dict[str, Fingerprint | None]:
    """Return the slugs that are taken, each with the fingerprint of its article's first version."""
    paths = {Article.path_of(slug): slug for slug in slugs}
    holders = holders_of(paths)
    first_versions = Revision.objects.filter(
        publication__in=[key for key in holders.values() if key], number=1
    )
    known = {
        key: _fingerprint_of_version(*values)
        for key, *values in first_versions.values_list("publication_id", *_COMPARED)
    }
    return {paths[path]: known.get(key or 0) for path, key in holders.items()}


def _fingerprint_of_version(
    published_at: str | None, title: str, summary: str, body: str
) -> Fingerprint:
    moment = parse_datetime(published_at) if published_at else None
    return moment, title, plain_text(summary), plain_text(body)
