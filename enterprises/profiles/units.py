"""All administrative units at once: what took the place of each, and what lies in one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from enterprises.profiles.models import Locality

# The law knows them and nobody invents more: a province has some 170 communes at most. Readers find
# theirs in a list of all, longer than others are.
MAX_UNITS: Final = 250

type Units = Mapping[int, Locality]


def linked(rows: Iterable[Locality]) -> dict[int, Locality]:
    """Return units by their keys, each with what took its place; `rows` are all, some dozens."""
    found = {unit.pk: unit for unit in rows}
    for unit in found.values():
        unit.replaced_by = found.get(unit.replaced_by_id or 0)
    return found


def units_within(unit: Locality, units: Units, day: date) -> set[int]:
    """Return the keys of a unit, its parts, and all whose place these have taken by a day."""
    return {key for key in units if unit.pk in _around(key, units, day)}


def _around(key: int, units: Units, day: date) -> set[int]:
    """Return a unit, what it is part of, and what has taken the place of each by a day."""
    found: set[int] = set()
    ahead = [units[key]]
    while ahead:
        if (unit := ahead.pop()).pk not in found:
            found.add(unit.pk)
            steps = (units.get(unit.parent_id or 0), unit.successor_on(day))
            ahead += [step for step in steps if step is not None]
    return found
