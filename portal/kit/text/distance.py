"""How far one word is from another in keys: letters too many, too few, wrong or swapped."""

from collections.abc import Iterable
from itertools import combinations
from typing import Final

MAX_LENGTH: Final = 16
# Up to so many letters one slip is likely; two in a short word make it another word.
_LONG: Final = 8


def slips_allowed(length: int) -> int:
    """Return how many slips a word of so many letters may have and still be known again."""
    return 0 if length < 3 or length > MAX_LENGTH else 1 if length < _LONG else 2


def shortened(word: str) -> list[str]:
    """Return the word and what is left of it without as many letters as slips are allowed.

    Two words that are so many slips apart have one of these in common.
    """
    found = {word}
    for gone in range(1, slips_allowed(len(word)) + 1):
        found.update(
            "".join(word[at] for at in range(len(word)) if at not in places)
            for places in combinations(range(len(word)), gone)
        )
    return sorted(found - {""})


def slips(one: str, other: str, limit: int) -> int:
    """Return how many slips lie between two words; more than `limit` where there are more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        previous, row = row, [at]
        for to, other_letter in enumerate(other, 1):
            cost = min(previous[to] + 1, row[-1] + 1, previous[to - 1] + (letter != other_letter))
            if before and to > 1 and letter == other[to - 2] and one[at - 2] == other_letter:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before = previous
        if min(row) > limit:
            return limit + 1
    return row[-1]


def heard_alike(word: str) -> Iterable[str]:
    """Spellings of a folded syllable that sound the same in a part of the country."""
    for one, others in _STARTS:
        if word.startswith(one):
            yield from (other + word[len(one) :] for other in others)
            break
    for one, other in _ENDS:
        if word.endswith(one):
            yield word[: -len(one)] + other
            break


_STARTS: Final = [
    ("ch", ("tr",)), ("tr", ("ch",)), ("gi", ("d", "r")), ("ngh", ("ng",)),
    ("s", ("x",)), ("x", ("s",)), ("d", ("gi", "v")), ("r", ("d",)), ("v", ("d",)),
    ("l", ("n",)), ("ph", ("f",)), ("f", ("ph",)), ("j", ("gi",)), ("z", ("d", "gi")),
    ("k", ("c", "qu")), ("qu", ("k", "q")),
]  # fmt: skip
_ENDS: Final = [("ng", "n"), ("nh", "n"), ("n", "ng"), ("c", "t"), ("t", "c"), ("k", "c")]
