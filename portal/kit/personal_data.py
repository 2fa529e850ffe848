"""The areas that keep something of persons outside; each tells of itself when its app is ready.

register(Holding("questions", export=rows_of_person, erase=erase_all_of))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from portal.kit.text.phones import pattern_of

type Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Holding:
    """One area: all that it keeps of who wrote, and its way of erasing that.

    `export` gives rows of plain values, as JSON has them; `erase` says of how many rows something
    was erased. Both are given the e-mail address in small letters, or a telephone number in the
    shape in which it is kept, where somebody left no address.
    """

    name: str
    export: Callable[[str], Rows]
    erase: Callable[[str], int]


def from_sender(sender: str) -> Q:
    """Return the rows with that `email`, or with that number in a `phone` that is kept as typed."""
    if not sender:
        return Q(pk__in=())
    return Q(email__iexact=sender) if "@" in sender else Q(phone__regex=pattern_of(sender))


_HOLDINGS: Final[dict[str, Holding]] = {}


def register(holding: Holding) -> None:
    """Let an area be asked from now on; told again, it is there once."""
    _HOLDINGS[holding.name] = holding


def holdings() -> list[Holding]:
    """Return every area, by its name."""
    return [_HOLDINGS[name] for name in sorted(_HOLDINGS)]


def rows_of_person(email: str) -> dict[str, Rows]:
    """Return what each area keeps of the person with this address; areas that keep nothing, too."""
    address = email.strip().lower()
    return {holding.name: holding.export(address) for holding in holdings()}


def erase(email: str) -> dict[str, int]:
    """Erase it, area by area; of how many rows in each. For use inside a transaction."""
    address = email.strip().lower()
    return {holding.name: holding.erase(address) for holding in holdings()}
