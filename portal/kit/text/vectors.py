"""What PostgreSQL indexes of a publication, made here and not by its parser.

A vector holds for every word its folded form and, where it has marks, its exact form at the same
position. No form of a word has punctuation in it, so a prefix tells the other lexemes apart:

    hoi            the word, folded
    =hôị           the word, exact (the tone last)
    ^hoi           the word stands in the title
    k:article      the kind
    l:vi           the language
    y:2007  m:2007-02  d:2007-02-01    when it was published

The last three lines have no position; they let the index alone bound a search.

PostgreSQL counts positions to 16,383 and keeps a vector below 1 MB. Longer text is indexed from
its beginning, as far as that goes; the rest of it is not found.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from portal.kit.text.html import plain_text
from portal.kit.text.normalize import visible
from portal.kit.text.syllables import syllable, words

MAX_POSITION: Final = 16_383
MAX_BYTES: Final = 900_000
# PostgreSQL keeps no more places of one lexeme than this.
MAX_PLACES: Final = 255
# What ends before this position is taken as it is: PostgreSQL itself leaves out the few places
# that one lexeme may have too many.
SURELY_TAKEN: Final = 1_000
# A phrase does not run from the title into the summary.
FIELD_GAP: Final = 8

# Of title, summary, extra words and body.
_WEIGHTS: Final = ("A", "B", "C", "")
# Written once for all texts.
_PLACES: Final = {
    weight: tuple(f"{place}{weight}" for place in range(MAX_POSITION + 1)) for weight in _WEIGHTS
}
_UNSAFE: Final = re.compile(r"[^a-z0-9_-]+")


def search_vector(
    *,
    title: str,
    summary: str,
    body_html: str,
    kind: str,
    language: str,
    published_at: date | None,
    extra: str = "",
    number: str = "",
) -> str:
    """Return the literal of a tsvector: title weighs A, summary B, extra words C, the body D.

    The page's own number, of a document say, is a mark beside them: others only mention it.
    """
    title_words = words(visible(title))
    places: dict[str, str] = {}
    position = _place(places, title_words, "A", 0)
    position = _place(places, words(visible(summary)), "B", position)
    position = _place(places, words(visible(extra)), "C", position)
    position = _place(places, words(plain_text(body_html)), "", position)
    marks = [*_period(published_at), f"k:{_plain(kind)}", f"l:{_plain(language)}"]
    marks += {f"^{lexemes(word)[0]}" for word in title_words}
    if number:
        marks.append(number_mark(words(visible(number))))
    parts = [f"'{mark}'" for mark in marks]
    kept = _kept(places) if position > SURELY_TAKEN else places
    parts += [f"'{lexeme}':{at}" for lexeme, at in kept.items()]
    return " ".join(parts)


def folded_text(text: str) -> str:
    """Return the folded words of a text, as its vector has them, with a space between."""
    return " ".join(lexemes(word)[0] for word in words(visible(text)))


def number_mark(parts: Iterable[str]) -> str:
    """Return the lexeme that says which number a page itself has."""
    return "#" + "-".join(lexemes(part)[0] for part in parts)


# The forms of a few years' news; what strangers type into the search fills a few megabytes only.
@lru_cache(maxsize=1 << 13)
def lexemes(word: str) -> tuple[str, str | None]:
    """Return the lexemes of a word: the folded one and, where it has marks, the exact one."""
    folded, exact = syllable(word)
    return folded, None if exact is None else f"={exact}"


def _place(places: dict[str, str], found: list[str], weight: str, after: int) -> int:
    """Enter the words from position `after` + 1; the position where the next field begins."""
    found = found[: MAX_POSITION - after]
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for word, place in zip(found, _PLACES[weight][after + 1 : after + 1 + len(found)], strict=True):
        by_word[word].append(place)
    for word, written in by_word.items():
        at = ",".join(written)
        for lexeme in lexemes(word):
            if lexeme is not None:
                places[lexeme] = f"{places[lexeme]},{at}" if lexeme in places else at
    return min(after + len(found) + FIELD_GAP, MAX_POSITION) if found else after


def _kept(places: dict[str, str]) -> dict[str, str]:
    """As many lexemes, with as many places, as PostgreSQL takes; the first ones win."""
    kept: dict[str, str] = {}
    size = 0
    for lexeme, written in places.items():
        at = sorted(written.split(","), key=_number)[:MAX_PLACES]
        size += len(lexeme.encode()) + 2 * len(at) + 8
        if size > MAX_BYTES:
            break
        kept[lexeme] = ",".join(at)
    return kept


def _number(place: str) -> int:
    return int(place.rstrip("ABC"))


def _period(day: date | None) -> list[str]:
    if day is None:
        return []
    return [f"y:{day.year}", f"m:{day.year}-{day.month:02}", f"d:{day:%Y-%m-%d}"]


def _plain(name: str) -> str:
    return _UNSAFE.sub("", name.lower())
