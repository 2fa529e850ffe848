"""How far long work has come, for whoever watches it in a terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm


def progress_bar(
    rows: Iterable[Any] | None = None, *, total: int | None = None, unit: str = "", name: str = ""
) -> "tqdm[Any]":
    """Return a progress bar on standard error, over rows or moved by hand.

    Without a terminal it says nothing. Bytes (`unit="B"`) are written as kB, MB and GB.
    """
    return tqdm(
        rows,
        total=total,
        unit=unit,
        unit_scale=unit == "B",
        desc=name or None,
        disable=None,
        file=sys.stderr,
    )


@contextmanager
def progress_step(name: str) -> Iterator[None]:
    """Name what goes on meanwhile: long work of which nobody can say how much there is."""
    with progress_bar(total=1, name=name) as bar:
        yield
        bar.update()


@contextmanager
def progress_of_known(unit: str = "") -> Iterator[Callable[[int, int], None]]:
    """Give what is called with how much is done and how much is known of, which may grow."""
    with progress_bar(unit=unit) as bar:

        def on_progress(done: int, known: int) -> None:
            bar.total = known
            bar.update(done - bar.n)

        yield on_progress
