"""How much a title is like a question: its words, their marks, and the order they stand in."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, starmap
from typing import Final, NamedTuple

from portal.kit.text.normalize import fold, visible
from portal.kit.text.syllables import Syllable, split_tone, syllable, words
from portal.search.query import Query, Weights

# Marks that were typed and stand otherwise in the title: forgotten ones are likelier than wrong.
_TONE_MISSING, _TONE_WRONG, _HAT_MISSING, _HAT_WRONG, _OTHER = 0.85, 0.7, 0.85, 0.55, 0.4
# Words of a long form that stand apart: below a text that has them side by side.
_SCATTERED: Final = 0.4


class Match(NamedTuple):
    """Where a clause stands in a title, and how well its marks agree; 0 where it does not."""

    quality: float = 0.0
    start: int = -1
    end: int = -1


_NOWHERE: Final = Match()


class TitleMatch(NamedTuple):
    """How each clause of a question stands in a title, and what is said of all together."""

    clauses: tuple[Match, ...]
    # Of neighbours in the question so much, by weight, are neighbours in the title.
    in_order: float
    # The share of the title's words that the question has.
    closeness: float

    @property
    def begins(self) -> float:
        """Return how well it begins as the question: a plan does, its projects do not."""
        first = self.clauses[0] if self.clauses else _NOWHERE
        return first.quality if first.start == 0 else 0.0


class Matcher:
    """A question as titles are compared with it, some hundred of them."""

    def __init__(self, query: Query, weights: Weights) -> None:
        self._clauses = [
            [(tuple(map(syllable, form.words)), form.phrase) for form in clause.forms]
            for clause in query.clauses
        ]
        # Most are one word in one form.
        self._plan = [
            (clause[0][0][0] if len(clause) == len(clause[0][0]) == 1 else None, clause)
            for clause in self._clauses
        ]
        self._sought = {
            word.folded for clause in self._clauses for form, _ in clause for word in form
        }
        self._nothing = TitleMatch((_NOWHERE,) * len(self._clauses), 0.0, 0.0)
        of = [weights.of[clause] for clause in query.clauses]
        # How much two neighbours say together.
        self._beside = list(starmap(min, pairwise(of)))
        self._most_in_order = sum(self._beside, 0.0)

    def match(self, title: str) -> TitleMatch:
        """Return how the clauses of the question stand in a title."""
        there = _words_of(title)
        places: dict[str, list[int]] = {}
        for at, word in enumerate(there):
            if word.folded in self._sought:
                places.setdefault(word.folded, []).append(at)
        if not places:
            return self._nothing
        found = tuple(
            [
                _best(clause, there, places)
                if single is None
                else _best_of_word(single, there, places[single.folded])
                if single.folded in places
                else _NOWHERE
                for single, clause in self._plan
            ]
        )
        covered = {at for match in found if match.quality for at in range(match.start, match.end)}
        return TitleMatch(found, self._in_order(found), len(covered) / len(there))

    def _in_order(self, found: tuple[Match, ...]) -> float:
        kept = 0.0
        for at, (weight, following) in enumerate(zip(self._beside, found[1:], strict=True)):
            if following.quality and (here := found[at]).quality and here.end == following.start:
                kept += weight * min(here.quality, following.quality)
        return kept / self._most_in_order if self._most_in_order else 0.0


# The same titles are found by many questions.
@lru_cache(maxsize=1 << 12)
def _words_of(title: str) -> tuple[Syllable, ...]:
    return tuple([syllable(word) for word in words(visible(title))])


def _best_of_word(typed: Syllable, there: tuple[Syllable, ...], starts: list[int]) -> Match:
    if len(starts) == 1:
        [start] = starts
        return Match(marks_alike(typed, there[start]), start, start + 1)
    return max(Match(marks_alike(typed, there[start]), start, start + 1) for start in starts)


def _best(
    forms: list[tuple[tuple[Syllable, ...], bool]],
    there: tuple[Syllable, ...],
    places: dict[str, list[int]],
) -> Match:
    if len(forms) == 1 and forms[0][0][0].folded not in places:
        return _NOWHERE
    return max(_of_forms(forms, there, places), default=_NOWHERE)


def _of_forms(
    forms: Iterable[tuple[tuple[Syllable, ...], bool]],
    there: tuple[Syllable, ...],
    places: dict[str, list[int]],
) -> Iterator[Match]:
    for typed, is_phrase in forms:
        for start in places.get(typed[0].folded, ()):
            beside = there[start : start + len(typed)]
            if len(typed) == 1:
                yield Match(marks_alike(typed[0], beside[0]), start, start + 1)
            elif [word.folded for word in beside] == [word.folded for word in typed]:
                quality = sum(map(marks_alike, typed, beside)) / len(typed)
                yield Match(quality, start, start + len(typed))
        if len(typed) > 1 and not is_phrase and all(word.folded in places for word in typed):
            yield Match(_SCATTERED * len(typed) / (len(typed) + 1))


@lru_cache(maxsize=1 << 12)
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
