"""Disclosure control: withhold totals that would reveal one enterprise's figure.

Pure rules, after Hundepool et al., “Statistical Disclosure Control” (2012), chapter 4: a minimum
of contributors, (n, k)-dominance, the p% rule, and totals that can be set off against each other.
docs/decisions says what they hold and what they do not.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

type Values = Mapping[int, int]
_PERCENT: Final = 100
# Beyond this many ways to set totals off nothing is ruled out, and so nothing is published.
MAX_WAYS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits of a total: contributors, largest shares in %, and the p of the p% rule."""

    contributors: int
    share_of_one: int
    share_of_two: int
    p: int


class Reason(StrEnum):
    """The reason for which a total is withheld."""

    FEW = "few"
    DOMINATED = "dominated"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Cell:
    """A total by what it is made of: the atoms that it counts, and a value by enterprise.

    Totals whose atoms lie within each other can be set off: a year is made of its quarters, and
    telephones of fixed and mobile ones.
    """

    atoms: frozenset[Hashable]
    values: Values
    # The atoms that an enterprise has something to say of, where these are not all.
    held: Mapping[int, frozenset[Hashable]] = field(default_factory=dict)

    def of(self, key: int) -> frozenset[Hashable]:
        """Return the atoms that an enterprise's value is made of; none where it is not counted."""
        return self.held.get(key, self.atoms) if key in self.values else frozenset()


def own_reason(values: Collection[int], rules: Rules) -> Reason | None:
    """Return the reason to withhold a total of these values by itself, if any."""
    largest = sorted(values, reverse=True)
    total = sum(largest)
    # Of a total of nothing everybody knows that each has nothing.
    if len(largest) < rules.contributors or total == 0:
        return Reason.FEW
    one, two = largest[0], sum(largest[:2])
    if one * _PERCENT > rules.share_of_one * total or two * _PERCENT > rules.share_of_two * total:
        return Reason.DOMINATED
    # The second largest takes its own off, and knows the largest as well as the rest is small.
    if (total - two) * _PERCENT < rules.p * one:
        return Reason.DOMINATED
    return None


def reason_to_withhold(
    cell: Cell, released: Sequence[Cell], rules: Rules, neighbours: Sequence[Cell]
) -> Reason | None:
    """Return the reason to withhold a total, given the known totals, if any.

    `neighbours` are known totals of the same kind for the period before and the one after.
    """
    if reason := own_reason(cell.values.values(), rules):
        return reason
    for ways, (total_cell, parts) in enumerate(_ways(cell, released), start=1):
        if ways > MAX_WAYS or _discloses(total_cell, parts, rules):
            return Reason.DERIVED
    if any(_newcomer_shows(cell, other, rules) for other in neighbours):
        return Reason.DERIVED
    return None


# --- totals set off against each other ------------------------------------------------------------


def _ways(cell: Cell, released: Sequence[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Yield each way to take known totals off a known total that has to do with the wanted one."""
    yield from ((cell, parts) for parts in _packed(cell, released))
    for total_cell in released:
        if cell.atoms <= total_cell.atoms:
            others = [part for part in released if part is not total_cell]
            yield total_cell, [cell]
            for parts in _packed(total_cell, others, [cell]):
                yield total_cell, [cell, *parts]


def _packed(
    total_cell: Cell, candidates: Sequence[Cell], taken: Sequence[Cell] = ()
) -> Iterator[list[Cell]]:
    """Yield the sets of totals within the whole that count no enterprise's value twice."""
    fitting = [each for each in candidates if each.atoms <= total_cell.atoms]
    for place, each in enumerate(fitting):
        if any(_overlap(each, other) for other in taken):
            continue
        yield [each]
        for rest in _packed(total_cell, fitting[place + 1 :], [*taken, each]):
            yield [each, *rest]


def _overlap(one: Cell, other: Cell) -> bool:
    return bool(one.atoms & other.atoms) and any(one.of(key) & other.of(key) for key in one.values)


def _discloses(total_cell: Cell, parts: Sequence[Cell], rules: Rules) -> bool:
    """Return whether what is left after taking the parts off the whole says too much."""
    left: dict[int, int] = {}
    changed: dict[int, int] = {}
    for key in {*total_cell.values, *(key for part in parts for key in part.values)}:
        rest = total_cell.values.get(key, 0) - sum(part.values.get(key, 0) for part in parts)
        covered = frozenset[Hashable]().union(*(part.of(key) for part in parts))
        if key in total_cell.values and covered == total_cell.of(key):
            changed[key] = rest
        else:
            left[key] = abs(rest)
    if left:
        return own_reason(left.values(), rules) is not None
    return _change_shows(changed, [total_cell, *parts], rules)


def _change_shows(changed: Mapping[int, int], cells: Sequence[Cell], rules: Rules) -> bool:
    """Return whether the same figures said twice, a correction, show what somebody's figure is.

    How much they changed in sum may be known; where that is nearly somebody's figure itself,
    such as of 1 corrected to 1000, it may not.
    """
    moved = {key: value for key, value in changed.items() if value}
    if not moved or own_reason([abs(value) for value in moved.values()], rules) is None:
        return False
    total = sum(moved.values())
    for key in moved:
        values = {cell.values[key] for cell in cells if key in cell.values}
        known = [0, *(value for other, value in moved.items() if other != key)]
        if any(_near(abs(total - own), value, rules) for own in known for value in values):
            return True
    return False


def _newcomer_shows(cell: Cell, other: Cell, rules: Rules) -> bool:
    """Return whether the difference between two periods shows one newcomer's figure."""
    ours, theirs = cell.values, other.values
    steps = {key: ours.get(key, 0) - theirs.get(key, 0) for key in {*ours, *theirs}}
    came = {key: step for key, step in steps.items() if (key in ours) != (key in theirs)}
    if not came or own_reason([abs(step) for step in came.values()], rules) is None:
        return False
    total = sum(steps.values())
    for key, step in came.items():
        known = [0, *(value for other_key, value in steps.items() if other_key != key)]
        if any(abs(total - own - step) * _PERCENT < rules.p * abs(step) for own in known):
            return True
    return False


def _near(guess: int, value: int, rules: Rules) -> bool:
    return abs(guess - value) * _PERCENT < rules.p * value
