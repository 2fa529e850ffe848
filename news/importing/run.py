"""A whole file: batch after batch, so that an interrupted import loses at most one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import IO, Final

from news.importing.batches import import_batch
from news.importing.entries import Entry, entry_of
from news.importing.lines import BadLine, Line, numbered_lines, object_of

BATCH: Final = 500


@dataclass(slots=True)
class Counts:
    """How many lines became articles, were articles already, or could not."""

    added: int = 0
    already: int = 0
    refused: int = 0


def import_file(
    file: IO[bytes],
    read_date: Callable[[str], datetime],
    counts: Counts,
    *,
    on_bad_line: Callable[[int, str], None],
    on_progress: Callable[[int], None],
) -> None:
    """Import the lines and count them; what is counted is in the database.

    `on_bad_line` hears of a line's number and what is wrong with it, `on_progress` how many bytes
    of the file have been dealt with.
    """
    for lines in batched(numbered_lines(file), BATCH):
        entries, bad = _entries(lines, read_date)
        outcome = import_batch(entries)
        bad = sorted(bad + outcome.refused)
        for number, why in bad:
            on_bad_line(number, why)
        counts.added += outcome.added
        counts.already += outcome.already
        counts.refused += len(bad)
        on_progress(lines[-1].end)


def _entries(
    lines: tuple[Line, ...], read_date: Callable[[str], datetime]
) -> tuple[list[Entry], list[tuple[int, str]]]:
    entries: list[Entry] = []
    bad: list[tuple[int, str]] = []
    for line in lines:
        try:
            entries.append(entry_of(line.number, object_of(line), read_date))
        except BadLine as error:
            bad.append((line.number, str(error)))
    return entries, bad
