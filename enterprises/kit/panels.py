"""The panels of an enterprise's desk, with what each knows that the enterprise has to do."""

from dataclasses import dataclass
from enum import IntEnum

from django_stubs_ext import StrPromise

from portal.kit.panels import Panel


class Urgency(IntEnum):
    """The order of things to do on the desk."""

    LATE = 1
    ASKED = 2
    DUE = 3
    OFFERED = 4


@dataclass(frozen=True, slots=True)
class ToDo:
    """A thing to do: its text and its address."""

    text: str | StrPromise
    url: str
    urgency: Urgency

    @property
    def is_late(self) -> bool:
        return self.urgency == Urgency.LATE


@dataclass(frozen=True, slots=True)
class DeskPanel(Panel):
    """A block of the desk; what it has to do stands above all blocks."""

    to_do: tuple[ToDo, ...] = ()
