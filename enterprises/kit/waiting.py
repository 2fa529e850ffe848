"""What the enterprise has to do: told by the panels of its desk, shown above all of them."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django_stubs_ext import StrPromise


class Urgency(IntEnum):
    """What comes first on the desk."""

    LATE = 1
    ASKED = 2
    DUE = 3
    OFFERED = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do, in words, and where it is done."""

    text: str | StrPromise
    url: str
    urgency: Urgency

    @property
    def is_late(self) -> bool:
        return self.urgency == Urgency.LATE


def tell(context: Any, *things: Waiting) -> None:
    """Let a panel add to what waits; it knows that already, so no question is asked twice."""
    context["waits"].extend(things)


def in_turn(things: list[Waiting]) -> list[Waiting]:
    """The most important first; what is as important stays in the order of the panels."""
    return sorted(things, key=lambda each: each.urgency)
