"""How much a title is like a question: its words, their marks, and the order they stand in."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from portal.kit.text.normalize import fold, visible
from portal.kit.text.syllables import Syllable, split_tone, syllable, words
from portal.search.query import Clause, Form, Query, Weights

# Marks that were typed and stand otherwise in the title: forgotten ones are likelier than wrong.
_TONE_MISSING, _TONE_WRONG, _HAT_MISSING, _HAT_WRONG, _OTHER = 0.85, 0.7, 0.85, 0.55, 0.4
# Words of a long form that stand apart: below a text that has them side by side.
_SCATTERED: Final = 0.4


class Match(NamedTuple):
    """Where a clause stands in a title, and how well its marks agree; 0 where it does not."""

    quality: float = 0.0
    start: int = -1
    end: int = -1


class TitleMatch(NamedTuple):
    """How each clause of a question stands in a title, and what is said of all together."""

    clauses: tuple[Match, ...]
    # Of neighbours in the question so much, by weight, are neighbours in the title.
    in_order: float
    # The share of the title's words that the question has.
    closeness: float


def match_title(query: Query, weights: Weights, title: str) -> TitleMatch:
    """Return how the clauses of a question stand in a title."""
    there = [syllable(word) for word in words(visible(title))]
    places: dict[str, list[int]] = {}
    for at, word in enumerate(there):
        places.setdefault(word.folded, []).append(at)
    found = tuple(_match(clause, there, places) for clause in query.clauses)
    covered = {at for match in found for at in range(match.start, match.end)}
    return TitleMatch(
        found, _in_order(query, weights, found), len(covered) / len(there) if there else 0.0
    )


def _match(clause: Clause, there: list[Syllable], places: dict[str, list[int]]) -> Match:
    return max(_of_forms(clause.forms, there, places), default=Match())


def _of_forms(
    forms: Iterable[Form], there: list[Syllable], places: dict[str, list[int]]
) -> Iterable[Match]:
    for form in forms:
        typed = [syllable(word) for word in form.words]
        for start in places.get(typed[0].folded, ()):
            beside = there[start : start + len(typed)]
            if [word.folded for word in beside] == [word.folded for word in typed]:
                quality = sum(map(marks_alike, typed, beside)) / len(typed)
                yield Match(quality, start, start + len(typed))
        if len(typed) > 1 and not form.phrase and all(word.folded in places for word in typed):
            yield Match(_SCATTERED * len(typed) / (len(typed) + 1))


def _in_order(query: Query, weights: Weights, found: tuple[Match, ...]) -> float:
    both = list(zip(query.clauses, found, strict=True))
    most = kept = 0.0
    for (one, here), (other, following) in pairwise(both):
        weight = min(weights.of[one], weights.of[other])
        most += weight
        if here.quality and following.quality and here.end == following.start:
            kept += weight * min(here.quality, following.quality)
    return kept / most if most else 0.0


@lru_cache(maxsize=1 << 14)
def marks_alike(typed: Syllable, there: Syllable) -> float:
    """Return how well a word with the same letters agrees in its marks; typed without, it does."""
    if typed.exact is None or typed.exact == there.exact:
        return 1.0
    letters, tone = split_tone(typed.exact)
    its_letters, its_tone = split_tone(there.exact or there.folded)
    if letters == its_letters:
        return _TONE_WRONG if tone else _TONE_MISSING
    if tone == its_tone:
        return _HAT_MISSING if letters == fold(letters) else _HAT_WRONG
    return _OTHER
