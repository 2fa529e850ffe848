"""Short forms and what they stand for: readers ask for the one where the text has the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from portal.kit.text.syllables import folded_form, words

type Words = tuple[str, ...]
type Table = dict[Words, tuple[Words, ...]]


def folded_words(typed: Iterable[str]) -> Words:
    """Return the words as they are compared here: without case and marks."""
    return tuple(folded_form(word) for word in typed)


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Both ways through the table: from a short form to the long ones, and back."""

    long_of: Table
    short_of: Table
    most_words: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Return the tables made of pairs of a short and a long form."""
        long_of: Table = {}
        short_of: Table = {}
        for short, long in pairs:
            short_words, long_words = tuple(words(short)), tuple(words(long))
            if short_words and long_words:
                _add(long_of, short_words, long_words)
                _add(short_of, long_words, short_words)
        return cls(long_of, short_of, max(map(len, [*long_of, *short_of]), default=0))


def _add(table: Table, key: Words, value: Words) -> None:
    folded = folded_words(key)
    table[folded] = (*table.get(folded, ()), value)
