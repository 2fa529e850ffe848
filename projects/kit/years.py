"""The years that a plan, a target or a figure may speak of."""

from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
