"""Titles of the newest pages that look like a question: in memory who may, in PostgreSQL who does.

A title looks like a question if it has most of its runs of three letters. PostgreSQL works these
out for each title anew, some thirty microseconds each. Here each run has the titles with it as the
bits of one number, so that those with enough runs are counted for all titles at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Final

from django.db import connection

from portal.publishing.models.kinds import kinds
from portal.search.kept import Kept
from portal.search.newest import NEWEST_OF_EACH_KIND

_NEWEST: Final = f"SELECT page.id, page.kind, page.folded_title {NEWEST_OF_EACH_KIND}"
# PostgreSQL's `word_similarity_threshold`. Its operator for that guesses beforehand how many titles
# are so, which takes longer than to look at these few.
_THRESHOLD: Final = 0.6
_ALIKE: Final = """
SELECT id
FROM (SELECT id, published_at, word_similarity(%s, folded_title) AS likeness
    FROM publishing_publication WHERE id = ANY(%s) OFFSET 0) AS title
WHERE likeness >= %s
ORDER BY likeness DESC, published_at DESC
LIMIT %s
"""
_LATIN: Final = re.compile("[a-z0-9]+")
# Of the question's runs so many must be there: a little less, for PostgreSQL counts in short
# numbers.
_SHARE: Final = _THRESHOLD - 1e-4


@dataclass(frozen=True, slots=True)
class Titles:
    """The newest titles: their keys, and by each run of three letters the places of those with it.

    `complete` where no kind has older ones.
    """

    keys: tuple[int, ...]
    with_run: dict[str, int]
    # Letters that PostgreSQL may take for none.
    foreign: int
    complete: bool

    def perhaps_alike(self, text: str) -> list[int]:
        """Return the keys of all titles that may be alike, and of few others."""
        # Of other letters no title has a run, but for the foreign ones.
        sought = runs(text.split() if text.isascii() else _LATIN.findall(text))
        found = _at_least(
            max(1, ceil(len(sought) * _SHARE)),
            [self.with_run.get(run, 0) for run in sorted(sought)],
        )
        return [self.keys[place] for place in _places(found | self.foreign)]


def runs(words: Iterable[str]) -> set[str]:
    """Return the runs of three letters of folded words, as PostgreSQL's pg_trgm has them."""
    padded = [f"  {word} " for word in words]
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}


def newest_alike(text: str, *, of_each: int, limit: int) -> tuple[list[int], bool]:
    """Return keys of titles a part of which looks like the folded text, the most alike first.

    And whether these are all that the site has.
    """
    titles = _kept().get(of_each, lambda: _read(of_each))
    perhaps = titles.perhaps_alike(text)
    if not perhaps:
        return [], titles.complete
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [text, perhaps, _THRESHOLD, limit])
        keys = [key for (key,) in cursor.fetchall()]
    return keys, titles.complete and len(keys) < limit


@cache
def _kept() -> Kept[Titles]:
    return Kept()


def _read(of_each: int) -> Titles:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [list(kinds()), of_each])
        rows = cursor.fetchall()
    size = len(rows) // 8 + 1
    with_word: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(size))
    foreign = bytearray(size)
    of_kind: defaultdict[str, int] = defaultdict(int)
    for place, (_key, kind, title) in enumerate(rows):
        of_kind[kind] += 1
        if not title.isascii():
            foreign[place >> 3] |= 1 << (place & 7)
        for word in title.split():
            with_word[word][place >> 3] |= 1 << (place & 7)
    with_run: defaultdict[str, int] = defaultdict(int)
    for word, places in with_word.items():
        number = int.from_bytes(places, "little")
        for run in runs([word]):
            with_run[run] |= number
    return Titles(
        tuple(key for key, _kind, _title in rows),
        dict(with_run),
        int.from_bytes(foreign, "little"),
        complete=all(count < of_each for count in of_kind.values()),
    )


def _at_least(least: int, sets: list[int]) -> int:
    """Return the bits that so many of the numbers have: all bits are counted at once."""
    digits: list[int] = []
    for carry in sets:
        for place, digit in enumerate(digits):
            digits[place], carry = digit ^ carry, digit & carry
            if not carry:
                break
        if carry:
            digits.append(carry)
    # From the highest digit down: what is more already, and what is equal so far.
    more, equal = 0, -1
    for place in reversed(range(max(len(digits), least.bit_length()))):
        digit = digits[place] if place < len(digits) else 0
        if least >> place & 1:
            equal &= digit
        else:
            more |= equal & digit
            equal &= ~digit
    return more | equal


def _places(bits: int) -> Iterable[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
