"""The units as a tree, whatever order and depth their rows have."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.department.models import Post, Unit


@dataclass(slots=True)
class Branch:
    """A unit with its posts and what lies below it."""

    unit: Unit
    posts: list[Post]
    parts: list["Branch"] = field(default_factory=list)

    def flat(self) -> list["Branch"]:
        """Return this branch and all below it, depth first."""
        return [self, *(each for part in self.parts for each in part.flat())]


def branches_of(units: Iterable[Unit], posts: Iterable[Post]) -> list[Branch]:
    """Return the units directly below the leaders, each with its own below it; none is left out."""
    held = defaultdict[int | None, list[Post]](list)
    for post in posts:
        held[post.unit_id].append(post)
    found = {unit.pk: Branch(unit, held[unit.pk]) for unit in units}
    tops = [branch for branch in found.values() if branch.unit.parent_id not in found]
    below = defaultdict[int | None, list[Branch]](list)
    for branch in found.values():
        below[branch.unit.parent_id].append(branch)
    seen: set[int] = set()
    for top in tops:
        _grow(top, below, seen)
    # Two people who move two units at one moment may put each below the other.
    for branch in found.values():
        if branch.unit.pk not in seen:
            tops.append(branch)
            _grow(branch, below, seen)
    return tops


def _grow(branch: Branch, below: dict[int | None, list[Branch]], seen: set[int]) -> None:
    seen.add(branch.unit.pk)
    for part in below.get(branch.unit.pk, []):
        if part.unit.pk not in seen:
            branch.parts.append(part)
            _grow(part, below, seen)
