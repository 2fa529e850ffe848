"""Corrects words that find nothing: one step, by the words of the site itself.

Each word typed may be a slip away from one that the site uses, several run together, one of several
torn apart, or keys of Telex or VNI that no keyboard program read. Of all that could be meant the
cheapest way through the words is taken; pairs of words that stand side by side on the site make a
way cheap. What is a word of Vietnamese as it was typed stays, but for what sounds alike.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log10
from typing import Final, NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.kit.text.distance import heard_alike, slips, slips_allowed
from portal.kit.text.keyboard import letters_meant
from portal.kit.text.syllables import folded_form, tokens
from portal.search import vocabulary
from portal.search.abbreviations import Abbreviations, Words
from portal.search.ordinary import are_ordinary, is_ordinary
from portal.search.query import MAX_WORDS, Query
from portal.search.vocabulary import Term

# So many meanings of a word are tried against those of its neighbours.
MAX_CHOICES: Final = 8
_RUN: Final = re.compile(r"\S+")
_PLAIN: Final = re.compile(r"[a-z]{2,32}\Z")
_VOWEL: Final = re.compile(r"[aeiouy]")
# Words run together: no syllable has more letters, and what is shorter is one word.
_SYLLABLE: Final = 7
COMMONER: Final = 20
_JOINED: Final = 5

# What a meaning costs: the less likely, the more.
_UNKNOWN, _ODD, _KEYS, _ALIKE, _SLIP, _SPLIT, _WAS_KNOWN = 6.0, 3.0, 1.0, 2.0, 2.5, 1.5, 1.5
# A word of Vietnamese that the site does not use.
_UNUSED: Final = 1.0
_PAIR: Final = 1.2


class Choice(NamedTuple):
    """A meaning of one typed word: folded words, how they are written, and what that costs.

    A word torn apart has one meaning for all its `slots`.
    """

    words: Words
    shown: str
    cost: float
    changed: bool = True
    slots: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of the question with its place; `folded` is empty where it stays as it is."""

    start: int
    end: int
    typed: str
    folded: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """The question as it was probably meant, in pieces, and which of these were changed."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces)

    @property
    def marked(self) -> SafeString:
        """Return the text with what was changed marked."""
        return format_html_join(
            "",
            "{}",
            (
                (format_html("<mark>{}</mark>", piece) if changed else piece,)
                for piece, changed in self.pieces
            ),
        )


def correction_of(query: Query, abbreviations: Abbreviations) -> Correction | None:
    """Return the question with its likely slips mended; None where nothing better is known."""
    slots = _slots(query.text)
    typed = {slot.folded for slot in slots if slot.folded}
    if not typed:
        return None
    short = {word for words in (*abbreviations.long_of, *abbreviations.short_of) for word in words}
    found = vocabulary.known(set(_possible_words(slots)))
    near = vocabulary.near({word for word in typed - short if slips_allowed(len(word))})
    ordinary = _side_by_side(slots)
    choices = [
        [_as_typed(slot)] if at in ordinary else _choices(slot, found, near, short)
        for at, slot in enumerate(slots)
    ]
    for at, (one, other) in enumerate(pairwise(slots)):
        choices[at] += _torn(one, other, found, typed_text=query.text)
    best = _cheapest(choices, _pairs(choices))
    if not any(choice.changed for choice in best):
        return None
    return _written(query.text, slots, best)


def _side_by_side(slots: list[Slot]) -> set[int]:
    """Return the places of words that the interface itself says side by side: they are meant."""
    pairs = enumerate(pairwise(slot.typed for slot in slots))
    return {place for at, pair in pairs if are_ordinary(*pair) for place in (at, at + 1)}


def _as_typed(slot: Slot) -> Choice:
    return Choice((folded_form(slot.typed),), slot.typed, 0, changed=False)


def _slots(text: str) -> list[Slot]:
    """Return the words, the mendable ones with their folded form; numbers are never mended."""
    slots: list[Slot] = []
    for run in _RUN.finditer(text):
        found = tokens(run.group())
        has_digit = any(char.isdigit() for char in run.group())
        for token in found:
            keys = len(found) == 1 and bool(letters_meant(token.word))
            folded = folded_form(token.word)
            mends = keys if has_digit else bool(_PLAIN.match(folded))
            start = run.start() + token.start
            end = run.start() + token.end
            slots.append(Slot(start, end, token.word, folded if mends else ""))
    return slots[:MAX_WORDS]


def _possible_words(slots: list[Slot]) -> Iterator[str]:
    """Yield all words that the site may know and that could be meant."""
    for slot in slots:
        if slot.folded:
            yield slot.folded
            yield folded_form(letters_meant(slot.typed))
            yield from heard_alike(slot.folded)
            if len(slot.folded) >= _JOINED:
                yield from (part for _, part in _parts(slot.folded))
    for one, other in pairwise(slots):
        if one.folded and other.folded:
            yield one.folded + other.folded


def _parts(word: str) -> Iterator[tuple[int, str]]:
    """Yield every piece of a word that may be a syllable, with where it begins."""
    for start in range(len(word)):
        for end in range(start + 2, min(start + _SYLLABLE, len(word)) + 1):
            if _VOWEL.search(word[start:end]):
                yield start, folded_form(word[start:end])


def _choices(
    slot: Slot, known: dict[str, Term], near: dict[str, list[Term]], short: set[str]
) -> list[Choice]:
    word = slot.folded
    if not word:
        return [_as_typed(slot)]
    itself = known.get(word)
    is_known = itself is not None or word in short
    ordinary = is_ordinary(slot.typed)
    is_odd = itself is not None and not ordinary and _is_odd(itself, near.get(word, ()))
    unknown = _UNUSED if ordinary else _UNKNOWN
    cost = _ODD if is_odd else -_often(itself) if is_known else unknown
    typed = Choice((word,), slot.typed, cost, changed=False)
    found: dict[Words, Choice] = {typed.words: typed}
    others = [*_of_keys(slot, known), *_alike(word, known)]
    if not ordinary:
        others += [*_joined(word, known), *_slipped(word, near.get(word, ()))]
    for choice in others:
        dearer = choice._replace(cost=choice.cost + (_WAS_KNOWN if is_known and not is_odd else 0))
        if choice.words not in found or found[choice.words].cost > dearer.cost:
            found[choice.words] = dearer
    return sorted(found.values(), key=lambda choice: (choice.cost, choice.words))[:MAX_CHOICES]


def _is_odd(itself: Term, near: Iterable[Term]) -> bool:
    """Return whether the word may be a slip on the site: a near one is much commoner."""
    return any(
        term.pages >= COMMONER * itself.pages and slips(itself.words, term.words, 1) == 1
        for term in near
    )


def _of_keys(slot: Slot, known: dict[str, Term]) -> Iterator[Choice]:
    meant = letters_meant(slot.typed)
    if meant and (term := known.get(folded_form(meant))):
        yield Choice((term.words,), meant, _KEYS - _often(term))


def _alike(word: str, known: dict[str, Term]) -> Iterator[Choice]:
    for other in heard_alike(word):
        if term := known.get(other):
            yield Choice((other,), term.shown, _ALIKE - _often(term))


def _slipped(word: str, near: Iterable[Term]) -> Iterator[Choice]:
    limit = slips_allowed(len(word))
    for term in near:
        far = slips(word, term.words, limit)
        if 0 < far <= limit:
            # People seldom miss the first letter.
            cost = _SLIP * far + (word[0] != term.words[0]) - _often(term)
            yield Choice((term.words,), term.shown, cost)


def _joined(word: str, known: dict[str, Term]) -> Iterator[Choice]:
    """Yield the likeliest way to read a long word as several of the site's."""
    if len(word) < _JOINED:
        return
    best: dict[int, Choice] = {0: Choice((), "", 0)}
    for start, part in _parts(word):
        if start in best and (term := known.get(part)) and part != word:
            before, end = best[start], start + len(part)
            cost = before.cost + _SPLIT - _often(term)
            if end not in best or cost < best[end].cost:
                shown = f"{before.shown} {term.shown}".strip()
                best[end] = Choice((*before.words, part), shown, cost)
    if reading := best.get(len(word)):
        yield reading


def _torn(one: Slot, other: Slot, known: dict[str, Term], *, typed_text: str) -> Iterator[Choice]:
    """Yield the word of the site that two pieces make, unless both are words themselves."""
    term = known.get(one.folded + other.folded) if one.folded and other.folded else None
    between = typed_text[one.end : other.start]
    if term and between.isspace() and not (is_ordinary(one.typed) and is_ordinary(other.typed)):
        yield Choice((term.words,), term.shown, _SPLIT - _often(term), slots=2)


def _often(term: Term | None) -> float:
    return 0.3 * log10(term.pages) if term else 0


def _pairs(choices: list[list[Choice]]) -> dict[str, Term]:
    """Return the pairs of words that choices beside each other, and in themselves, would make."""
    pairs_between = {
        f"{one.words[-1]} {other.words[0]}"
        for at, slot in enumerate(choices)
        for one in slot
        for other in next(iter(choices[at + one.slots : at + one.slots + 1]), ())
    }
    inside = (pairwise(choice.words) for slot in choices for choice in slot)
    return vocabulary.known(pairs_between | {" ".join(pair) for pairs in inside for pair in pairs})


type _Way = tuple[float, list[Choice]]


def _cheapest(choices: list[list[Choice]], pairs: dict[str, Term]) -> list[Choice]:
    """Return one choice for each word, so that all together cost least."""
    # For each place the cheapest way there by each last choice.
    ways: list[list[_Way]] = [[(0.0, [])], *([] for _ in choices)]
    for at, slot in enumerate(choices):
        for choice in slot:
            cost, way = min(
                ((cost + _cost_after(way, choice, pairs), way) for cost, way in ways[at]),
                key=lambda found: found[0],
            )
            ways[at + choice.slots].append((cost, [*way, choice]))
    return min(ways[-1], key=lambda found: found[0])[1]


def _cost_after(way: list[Choice], choice: Choice, pairs: dict[str, Term]) -> float:
    words = (way[-1].words[-1], *choice.words) if way else choice.words
    found = (pairs.get(" ".join(pair)) for pair in pairwise(words))
    return choice.cost - sum(_PAIR + log10(term.pages) for term in found if term)


def _written(text: str, slots: list[Slot], best: list[Choice]) -> Correction:
    """Return the question with the choices in their places; in marks, where any of it has marks."""
    starts = accumulate((choice.slots for choice in best), initial=0)
    both = [
        (slots[at : at + choice.slots], choice) for at, choice in zip(starts, best, strict=False)
    ]
    marked = not text.isascii() or any(
        choice.changed and choice.shown == letters_meant(taken[0].typed) for taken, choice in both
    )
    pieces: list[tuple[str, bool]] = []
    at = 0
    for taken, choice in both:
        pieces.append((text[at : taken[0].start], False))
        new = choice.shown if marked or not choice.changed else " ".join(choice.words)
        pieces.append((new, choice.changed))
        at = taken[-1].end
    return Correction(tuple(piece for piece in [*pieces, (text[at:], False)] if piece[0]))
