"""Recordings and films of pages whose words nobody can read: they go before no reader."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.kit.files.documents import FILMS, RECORDINGS
from portal.publishing.models import Attachment, Publication, Revision

# What is looked at of an attachment.
_COLUMNS = ("publication_id", "name", "content_type", "captions", "transcript")


@dataclass(frozen=True, slots=True)
class Unworded:
    """What a page plays, so far as it may lack words: the names of films do lack them."""

    has_recording: bool = False
    films: tuple[str, ...] = ()


def played_without_words(
    texts: Sequence[tuple[Publication, Mapping[str, Any]]], pending: Mapping[int, Revision]
) -> dict[int, Unworded]:
    """Return by page what it plays; of a page with a waiting version, what that would play.

    One query for all pages that have no such version and were read without their attachments.
    """
    keys = {page.pk for page, _fields in texts if page.pk}
    rows: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for key in keys & pending.keys():
        rows[key] = list(pending[key].data["parts"].get("attachments", []))
    live = keys - pending.keys()
    for page, _fields in texts:
        if page.pk in live and (shown := _attachments_read(page)) is not None:
            live -= {page.pk}
            rows[page.pk] = [{name: getattr(row, name) for name in _COLUMNS} for row in shown]
    if live:
        for row in Attachment.objects.played().filter(publication__in=live).values(*_COLUMNS):
            rows[row["publication_id"]].append(row)
    found = {key: _unworded(played) for key, played in rows.items()}
    return {key: each for key, each in found.items() if each != Unworded()}


def _attachments_read(page: Publication) -> list[Attachment] | None:
    """Return the attachments that were read with a page."""
    read = getattr(page, "_prefetched_objects_cache", {}).get("attachments")
    return None if read is None else list(read)


def _unworded(rows: Iterable[Mapping[str, Any]]) -> Unworded:
    rows = list(rows)
    has_recording = any(row["content_type"].startswith(RECORDINGS) for row in rows)
    return Unworded(has_recording, tuple(_films_without_words(rows)))


def _films_without_words(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        is_worded = row.get("captions") and row.get("transcript")
        if row["content_type"].startswith(FILMS) and not is_worded:
            yield str(row["name"])
