"""Finds the parts of the site that are no publications: lists, forms, units, promises.

What the apps name is read once for each generation, and compared in memory: a question costs the
database nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, product
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.kit.places import Place, Rank, first_of_each
from portal.kit.text.distance import slips, slips_allowed
from portal.kit.text.keyboard import letters_meant
from portal.kit.text.syllables import Syllable, syllable, words
from portal.publishing.languages import language_of
from portal.search.kept import Kept
from portal.search.ordinary import is_ordinary
from portal.search.query import Query, is_stop_word
from portal.search.snippets import highlight

# A place that matches so well stands above all pages.
BEST: Final = 0.6
MAX_BEST: Final = 3
MAX_OTHERS: Final = 6
# Ways to read words that nobody writes.
MAX_MENDED: Final = 32
# Three words and more of a longer name are meant, too; the more so side by side.
_MANY: Final = 3
_MANY_VALUE: Final = 0.6
_PHRASE_VALUE: Final = 0.7
# What is found with other marks than were typed is perhaps another word.
_OTHER_MARKS: Final = 0.75
_MENDED: Final = 0.75
_IN_TEXT: Final = 0.2
# A phrase in a longer question means a place, unless a title says all of the question.
_PHRASE_SHARE: Final = 0.09


class PlaceHit(NamedTuple):
    """A place that was found, how well (1 is its very name), and its name with hits marked."""

    place: Place
    value: float
    label: SafeString
    # By a slip that may have been none.
    is_mended: bool = False


type Name = tuple[Syllable, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with its names as they are compared, and every word that it is found by."""

    place: Place
    names: tuple[Name, ...]
    # The words of its names; what is said of a row besides, in order.
    words: frozenset[str]
    text: Name
    # What means it in the middle of a longer question.
    phrases: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """All places in one language, and the words of their names."""

    entries: tuple[Entry, ...]
    known: frozenset[str] = field(default_factory=frozenset)
    # Names by what they are without their spaces; by their first word the phrases that mean an
    # entry, and which.
    joined: Mapping[str, Name] = field(default_factory=dict)
    meant: Mapping[str, list[tuple[Name, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[Place]) -> "PlaceIndex":
        """Return the index of places."""
        entries = tuple(map(_entry, first_of_each(places)))
        joined: dict[str, Name] = {}
        meant: dict[str, list[tuple[Name, int]]] = {}
        for at, entry in enumerate(entries):
            for name in entry.names:
                joined.setdefault("".join(word.folded for word in name), name)
            for phrase in filter(None, entry.phrases):
                meant.setdefault(phrase[0].folded, []).append((phrase, at))
        known = frozenset(word for entry in entries for word in entry.words)
        return cls(entries, known, joined, meant)


def find_places(query: Query) -> list[PlaceHit]:
    """Return the places that have all of the words, those that are called so first.

    Where none is called so, those come first that a phrase of the question means.
    """
    index = current_index()
    hits = _called(query, index)
    if hits and hits[0].value >= BEST:
        return hits
    meant = _meant_within(query, index)
    paths = {hit.place.path for hit in meant}
    return [*meant, *(hit for hit in hits if hit.place.path not in paths)]


def _called(query: Query, index: PlaceIndex) -> list[PlaceHit]:
    """Return the places that have all of the words, as they were typed or may be meant."""
    typed = [word for word in query.words if not is_stop_word(word)] or list(query.words)
    if not typed:
        return []
    for sought, is_mended in _readings(typed, index):
        found = ((entry, _value(entry, sought)) for entry in index.entries)
        if hits := [(value, entry.place) for entry, value in found if value]:
            hits.sort(key=lambda hit: (-hit[0], hit[1].rank))
            share = _MENDED if is_mended else 1
            return [
                PlaceHit(place, value * share, highlight(str(place.label), query), is_mended)
                for value, place in hits[: MAX_BEST + MAX_OTHERS]
            ]
    return []


def _meant_within(query: Query, index: PlaceIndex) -> list[PlaceHit]:
    """Return the places that a phrase of the question means, the longest phrase first."""
    sought = tuple(map(syllable, query.words))
    longest: dict[int, int] = {}
    for first in {word.folded for word in sought}:
        for phrase, at in index.meant.get(first, ()):
            if len(phrase) > longest.get(at, 0) and _names_within(sought, phrase):
                longest[at] = len(phrase)
    found = [(length, index.entries[at].place) for at, length in sorted(longest.items())]
    found.sort(key=lambda each: (-each[0], each[1].rank))
    return [
        PlaceHit(
            place,
            BEST + _PHRASE_SHARE * length / len(sought),
            highlight(str(place.label), query),
        )
        for length, place in found[:MAX_BEST]
    ]


def _names_within(sought: Name, phrase: Name) -> bool:
    """Return whether a question has a phrase; one syllable only with the very marks it has."""
    if len(phrase) == 1:
        return phrase[0] in sought
    # The question is the text here; what is typed without marks may mean those of the phrase.
    return any(
        all(map(_is_same, phrase, sought[at : at + len(phrase)]))
        for at in range(len(sought) - len(phrase) + 1)
    )


def nearest_shelves(query: Query) -> list[Place]:
    """Return the sections and topics that have most of the words, as ways on from nothing."""
    typed = {syllable(word).folded for word in query.words if not is_stop_word(word)}
    shelves = (entry for entry in current_index().entries if entry.place.rank is Rank.SHELF)
    found = [(len(typed & entry.words), entry.place) for entry in shelves]
    best = sorted((each for each in found if each[0]), key=lambda each: -each[0])
    return [place for _shared, place in best[:MAX_OTHERS]]


def places_called(text: str, *, most: int) -> list[Place]:
    """Return the places that a few words all but name, as they are: no slip is looked for."""
    if not (sought := _name(text)):
        return []
    found = [(_value(entry, sought), entry.place) for entry in current_index().entries]
    best = sorted(
        (each for each in found if each[0] >= BEST), key=lambda each: (-each[0], each[1].rank)
    )
    return [place for _value, place in best[:most]]


def places_that_begin(typed: list[str]) -> list[Place]:
    """Return the places with a name that begins with the folded words, the shortest first."""
    start = " ".join(typed)
    found = []
    for entry in current_index().entries:
        names = (" ".join(word.folded for word in name) for name in entry.names)
        begun = [len(name) for name in names if name.startswith(start)]
        if begun:
            found.append((entry.place.rank, min(begun), entry.place))
    return [place for _rank, _length, place in sorted(found, key=lambda each: each[:2])]


def value_of_title(title: str, query: Query) -> float:
    """Return how well a title says what was asked, as the names of places are measured."""
    typed = [word for word in query.words if not is_stop_word(word)] or list(query.words)
    name = _name(title)
    return _of_name(name, tuple(map(syllable, typed))) if typed else 0


def _readings(typed: list[str], index: PlaceIndex) -> Iterable[tuple[Name, bool]]:
    """Yield what was typed, then what its keys, its joints or a slip may mean, marked as mended."""
    as_typed = tuple(map(syllable, typed))
    yield as_typed, False
    if all(word.folded in index.known for word in as_typed):
        return
    meant = tuple(
        syllable(letters_meant(word) or word) if one.folded not in index.known else one
        for word, one in zip(typed, as_typed, strict=True)
    )
    if meant != as_typed:
        yield meant, False
    if apart := _taken_apart("".join(one.folded for one in as_typed), index):
        yield apart, False
    near = [
        _near(word, one, index) if one.folded not in index.known else [one]
        for word, one in zip(typed, as_typed, strict=True)
    ]
    yield from ((way, True) for way in islice(product(*near), 1, MAX_MENDED))


def _taken_apart(letters: str, index: PlaceIndex) -> Name:
    """Return the name that is written so without its spaces."""
    return tuple(Syllable(word.folded, None) for word in index.joined.get(letters, ()))


def _near(word: str, one: Syllable, index: PlaceIndex) -> list[Syllable]:
    """Return a word that nobody writes, and those of the index that are a slip away from it."""
    limit = slips_allowed(len(one.folded))
    if not limit or is_ordinary(word):
        return [one]
    near = (each for each in sorted(index.known) if slips(one.folded, each, limit) <= limit)
    return [one, *(Syllable(each, None) for each in near)]


def _value(entry: Entry, sought: Name) -> float:
    if all(word.folded in entry.words for word in sought):
        return max(_of_name(name, sought) for name in entry.names)
    return _IN_TEXT if _stands_in(entry.text, sought) else 0


def _of_name(name: Name, sought: Name) -> float:
    """Return how much of a name was typed, where all that was typed stands in it."""
    there = {word.folded for word in name}
    typed = {word.folded for word in sought}
    if not typed <= there:
        return 0
    value = len(typed) / len(there)
    if len(typed) >= _MANY:
        value = max(value, _PHRASE_VALUE if _stands_in(name, sought) else _MANY_VALUE)
    return value if _has_marks_of(name, sought) else value * _OTHER_MARKS


def _stands_in(text: Name, sought: Name) -> bool:
    """Return whether a text has the words side by side, with the marks that were typed."""
    return any(
        all(map(_is_same, text[at : at + len(sought)], sought))
        for at in range(len(text) - len(sought) + 1)
    )


def _is_same(there: Syllable, sought: Syllable) -> bool:
    return there.folded == sought.folded and sought.exact in (None, there.exact)


def _has_marks_of(name: Name, sought: Name) -> bool:
    return all(any(_is_same(there, word) for there in name) for word in sought)


def _entry(place: Place) -> Entry:
    names = tuple(filter(None, map(_name, place.names())))
    known = frozenset(word.folded for name in names for word in name)
    phrases = tuple(tuple(map(syllable, words(phrase))) for phrase in place.phrases())
    return Entry(place, names, known, _name(place.text), phrases)


def _name(text: str) -> Name:
    found = words(text)
    return tuple(map(syllable, [word for word in found if not is_stop_word(word)] or found))


# --- kept for each generation --------------------------------------------------------------------


def _made() -> PlaceIndex:
    """Return the index of what has an address in the language that is spoken now."""
    language = get_language() or settings.LANGUAGE_CODE
    places = (place for name in settings.SEARCH_PLACES for place in import_string(name)())
    return PlaceIndex.of(place for place in places if language_of(place.path) == language)


@cache
def _indexes() -> Kept[PlaceIndex]:
    return Kept()


def current_index() -> PlaceIndex:
    """Return all places in the language that is spoken now."""
    return _indexes().get(get_language() or settings.LANGUAGE_CODE, _made)
