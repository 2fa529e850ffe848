"""What is wrong on a site, and what to do about it: told by doctor and at the start."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and what to do about it."""

    level: Literal["error", "warning"]
    what: str
    mend: str
