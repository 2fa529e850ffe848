"""The seconds of CPU that work takes, whatever else the machine does.

A core that shares its half with another counts its waiting as work, up to twice the time; so fixed
work is measured beside, and what was asked for is told in seconds of a core of its own.
"""

import random
import resource
import zlib
from collections.abc import Callable
from typing import Final

# What `_yardstick` takes on a free core of the machine of benchmarks/results.
QUIET_SECONDS: Final = 0.14
# Below so many nobody asks for more than an upper bound.
WORTH_SECONDS: Final = 1.0
_WHOSE: Final = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
_CONTENT: Final = random.Random(2007).randbytes(1 << 20) + bytes(1 << 20)


def seconds_of(work: Callable[[], object]) -> float:
    """Return what the work of this process and its children takes, in seconds of a free core."""
    spent = _spent_by(work)
    if spent < WORTH_SECONDS:
        return spent
    return spent * min(1.0, QUIET_SECONDS / max(_spent_by(_yardstick) for _ in range(3)))


def _yardstick() -> None:
    for _ in range(3):
        zlib.compress(_CONTENT, 6)
    sum(number * number for number in range(600_000))


def _spent_by(work: Callable[[], object]) -> float:
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    found = [resource.getrusage(whose) for whose in _WHOSE]
    return sum(used.ru_utime + used.ru_stime for used in found)
