"""Rows of a sheet that somebody sent, and how much of them is taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.text.normalize import nfc

MAX_FILE_SIZE: Final = 5 * 1024 * 1024
MAX_COLUMNS: Final = 100
# Rows that somebody once formatted and left empty.
_MAX_EMPTY_ROWS: Final = 2_000
# The headings stand in one of the first lines: a title may stand above them.
HEADINGS_WITHIN: Final = 10


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet, by the number that the spreadsheet program shows beside it."""

    number: int
    values: tuple[Any, ...]


@dataclass(slots=True)
class Sheet:
    """A sheet of a file: its name, and its lines that hold anything."""

    name: str
    lines: list[SheetRow] = field(default_factory=list)


def folded(heading: object) -> str:
    """Return a heading in the form in which two are compared."""
    return " ".join(nfc(str(heading or "")).casefold().split()).rstrip(" *:")


def bounded(lines: Iterable[SheetRow], max_rows: int) -> Iterator[SheetRow]:
    """Yield the lines that hold anything; ValidationError for more rows than may be."""
    found = 0
    empty = 0
    for line in lines:
        if len(line.values) > MAX_COLUMNS and any(
            value not in (None, "") for value in line.values[MAX_COLUMNS:]
        ):
            raise ValidationError(
                _("Row %(row)d has more than %(most)d columns.")
                % {"row": line.number, "most": MAX_COLUMNS}
            )
        if all(value in (None, "") for value in line.values):
            empty += 1
            if empty > _MAX_EMPTY_ROWS:
                return
            continue
        empty, found = 0, found + 1
        if found > max_rows + HEADINGS_WITHIN:
            raise ValidationError(
                _("The table has more than %(most)d rows; send it in parts.") % {"most": max_rows}
            )
        yield SheetRow(line.number, line.values[:MAX_COLUMNS])
