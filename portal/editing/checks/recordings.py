"""Recordings and films of pages whose words nobody can read: they go before no reader."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.kit.files.documents import FILMS, RECORDINGS


@dataclass(frozen=True, slots=True)
class Unworded:
    """What a page plays, so far as it may lack words: the names of films do lack them."""

    has_recording: bool = False
    films: tuple[str, ...] = ()


def played_without_words(
    parts: Mapping[int, Mapping[str, Sequence[Mapping[str, Any]]]],
) -> dict[int, Unworded]:
    """Return by page what it plays, of the rows of its parts."""
    found = {key: _unworded(rows.get("attachments", ())) for key, rows in parts.items()}
    return {key: each for key, each in found.items() if each != Unworded()}


def _unworded(rows: Iterable[Mapping[str, Any]]) -> Unworded:
    rows = list(rows)
    has_recording = any(row["content_type"].startswith(RECORDINGS) for row in rows)
    return Unworded(has_recording, tuple(_films_without_words(rows)))


def _films_without_words(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        is_worded = row.get("captions") and row.get("transcript")
        if row["content_type"].startswith(FILMS) and not is_worded:
            yield str(row["name"])
