"""Suggestions while somebody types: parts of the site, short forms, titles of public pages.

Titles are sought among the newest of each kind first, so that common letters cost little; where
these have too few, the index finds the rest, in a short time or not at all.
"""

from datetime import datetime
from typing import Final, NamedTuple

from portal.kit.text.normalize import visible
from portal.kit.text.syllables import words
from portal.kit.text.vectors import folded_text, lexemes
from portal.publishing.models import Publication
from portal.search import vocabulary
from portal.search.candidates import TooCostly, bounded_keys
from portal.search.models import Abbreviation
from portal.search.newest import newest_that_begin
from portal.search.places import places_that_begin
from portal.search.scope import Rows, matches

MAX_ROWS: Final = 8
MAX_SHORT_FORMS: Final = 2
MAX_PLACES: Final = 3
MIN_LETTERS: Final = 2
MAX_LETTERS: Final = 60
MAX_WORDS: Final = 8
# Of each kind so many pages are looked through before the index is asked.
NEWEST: Final = 300
TIMEOUT_MS: Final = 12


class Suggestion(NamedTuple):
    """A line to choose: a page of a kind with its address, or words to search for."""

    text: str
    path: str = ""
    kind: str = ""
    words: str = ""


class _Title(NamedTuple):
    pk: int
    title: str
    path: str
    kind: str
    folded: str
    published_at: datetime


def suggestions(typed: str, *, language: str | None = "vi") -> list[Suggestion]:
    """Return at most eight suggestions; none for less than two letters."""
    typed_words = words(visible(typed[: 4 * MAX_LETTERS])[:MAX_LETTERS])[:MAX_WORDS]
    if sum(map(len, typed_words)) < MIN_LETTERS:
        return []
    folded = [lexemes(word)[0] for word in typed_words]
    rows: Rows = Publication.objects.public()
    if language:
        rows = rows.filter(language=language)
    short = _short_forms(" ".join(folded))
    places = _places(folded)
    titles = _titles(rows, folded, MAX_ROWS - len(short) - len(places))
    return [*places, *short, *titles]


def _places(typed: list[str]) -> list[Suggestion]:
    """Return the parts of the site that are called so, the last word perhaps unfinished."""
    found = places_that_begin(typed)[:MAX_PLACES]
    return [Suggestion(str(place.label), place.path) for place in found]


def _short_forms(typed: str) -> list[Suggestion]:
    """Return what begins so in the table of short forms, on either side; the shortest first."""
    found = []
    for short, long in Abbreviation.objects.values_list("short", "long"):
        if any(folded_text(form).startswith(typed) for form in (short, long)):
            found.append((len(short), Suggestion(f"{long} ({short})", words=long)))
    return [line for _length, line in sorted(found)[:MAX_SHORT_FORMS]]


def _titles(rows: Rows, folded: list[str], limit: int) -> list[Suggestion]:
    """Return titles that have all the words, of which the last may go on."""
    start = " ".join(folded)
    found = _of_keys(rows, newest_that_begin(folded, of_each=NEWEST, limit=2 * limit))
    if len(found) < limit:
        found |= _of_keys(rows, _keys_of_all(rows, folded, limit))
    newest = sorted(found, key=lambda page: (page.published_at, page.pk), reverse=True)
    order = sorted(newest, key=lambda page: not page.folded.startswith(start))
    # Two pages of one title look like one line twice: the newer stands for both.
    lines = {page.title: Suggestion(page.title, page.path, page.kind) for page in reversed(order)}
    return list(reversed(lines.values()))[:limit]


def _of_keys(rows: Rows, keys: list[int]) -> set[_Title]:
    """Return what is public of these pages."""
    columns = ("pk", "title", "path", "kind", "folded_title", "published_at")
    return set(map(_Title._make, rows.filter(pk__in=keys).values_list(*columns))) if keys else set()


def _keys_of_all(rows: Rows, folded: list[str], limit: int) -> list[int]:
    """Return keys from the whole site; few match, else the newest would have been enough."""
    *complete, begun = folded
    tsquery = " & ".join([*(f"'^{word}'" for word in complete), _begun(begun)])
    try:
        return bounded_keys(rows.filter(matches(tsquery)).newest()[:limit], TIMEOUT_MS)
    except TooCostly:
        return []


def _begun(word: str) -> str:
    """Return the question for a word that goes on, by the words that it may become.

    A beginning of many common words costs the index tens of milliseconds before it has looked at
    anything else; these words one by one cost next to nothing where the others are rare.
    """
    known = vocabulary.beginning(word)
    return f"({' | '.join(f"'^{each}'" for each in known)})" if known else f"'^{word}':*"
