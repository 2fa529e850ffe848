"""Matrices in the size of each suite: `make test` tries a sample, `make test-stack` all of them.

What is in a sample hangs on the name of each thing alone: it is the same in every run, and what is
new beside it moves nothing in or out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final
from zlib import crc32

import pytest

type Some = Callable[[Iterable[Any]], list[Any]]

# A test with so many cases is a matrix, of which each run tries one in four.
MATRIX: Final = 4
CASES_IN: Final = 4


def is_sampled(thing: Any, one_in: int) -> bool:
    """Whether this one is among the one in so many that are tried each time."""
    return crc32(str(thing).encode()) % one_in == 0


def sample(things: Iterable[Any], one_in: int) -> list[Any]:
    """Return one in so many of them, and at least one."""
    found = list(things)
    return [each for each in found if is_sampled(each, one_in)] or found[:1]


def params(things: Iterable[Any], one_in: int) -> list[Any]:
    """Return values for `parametrize`: those outside the sample are for the long suite."""
    found = list(things)
    chosen = sample(found, one_in)
    return [
        each if each in chosen else pytest.param(each, marks=pytest.mark.stack) for each in found
    ]


def sampled(
    one_in: int, *, all_in: pytest.MarkDecorator = pytest.mark.stack
) -> pytest.MarkDecorator:
    """Give a test `some`, which picks one in so many of a list; in the long suite it picks all."""

    def some(things: Iterable[Any]) -> list[Any]:
        return sample(things, one_in)

    everything = pytest.param(list, id="all", marks=all_in)
    return pytest.mark.parametrize("some", [pytest.param(some, id="some"), everything])


def leave_cases(items: Iterable[pytest.Item]) -> None:
    """Leave three in four cases of each matrix with a database to the long suite.

    Attacks stay as they are, and so does what `params` or `sampled` has chosen of already.
    """
    matrices = defaultdict(list)
    for item in items:
        if isinstance(item, pytest.Function) and _is_case(item):
            matrices[item.nodeid.partition("[")[0]].append(item)
    for cases in matrices.values():
        if len(cases) < MATRIX or any(case.get_closest_marker("stack") for case in cases):
            continue
        kept = {case.nodeid for case in cases if is_sampled(case.nodeid, CASES_IN)}
        kept |= {case.nodeid for case in cases[: max(0, 2 - len(kept))]}
        for case in cases:
            if case.nodeid not in kept:
                case.add_marker(pytest.mark.stack)


def _is_case(item: pytest.Function) -> bool:
    has_database = item.get_closest_marker("django_db") or "db" in item.fixturenames
    is_elsewhere = item.get_closest_marker("browser") or "security" in item.path.parts
    return hasattr(item, "callspec") and bool(has_database) and not is_elsewhere
