"""What two people wrote at once in one form, for the later one to choose from."""

from dataclasses import dataclass
from typing import Any

# Before the name of a field, of the choice which of the two stays.
TAKE = "_take_"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else saved otherwise while it was being typed here."""

    name: str
    label: str
    theirs: Any
    mine: Any
    # Both wrote; otherwise it was only the other one, and theirs is offered first.
    both: bool
