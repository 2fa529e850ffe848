"""What the search of the admin finds: groups of links, each made by the app that knows its rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.kit.text.syllables import syllable, words

# Of each group so many are shown; the list behind it has them all.
MAX_HITS = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A link with what tells it from others of the same name."""

    label: str
    url: str
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one sort, bounded; `more_url` leads to the rest where there is more."""

    name: str | Promise
    rows: tuple[Hit, ...]
    more_url: str = ""


def holds_words(text: str, typed: str) -> bool:
    """Return whether a text has all typed words, without marks, the last one perhaps unfinished."""
    known = _folded(text)
    *complete, last = _folded(typed) or [""]
    return all(word in known for word in complete) and any(word.startswith(last) for word in known)


def _folded(text: str) -> list[str]:
    return [syllable(word).folded for word in words(text)]


def with_all_words(labels: Iterable[Hit], typed: str) -> tuple[Hit, ...]:
    """Return the links whose label or facts hold the typed words, until there are enough."""
    found = [hit for hit in labels if holds_words(f"{hit.label} {hit.facts}", typed)]
    return tuple(found[:MAX_HITS])
