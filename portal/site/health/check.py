"""What a check says of the one thing that it has looked at."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

# The detail of what was never done: doctor names it, and an alarm waits until it is missed.
NEVER: Final = "-"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `mend` says what to do where it is not well."""

    name: str
    is_well: bool
    detail: str | Promise = ""
    mend: str | Promise = ""
    # Without it no page can be made.
    is_needed: bool = False
