"""A sheet that comes in: read → plan → apply, with a preview of what each row would do."""

import hashlib
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.exchange.sheets.reading import Table, read_table
from portal.exchange.sheets.rows import folded

type RowOutcome = Literal["new", "changed", "unchanged", "wrong"]


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs from what is stored, under its heading."""

    heading: str
    old: str
    new: str


@dataclass(slots=True)
class ImportRow:
    """A row of a sheet: its cells by column and, once it is planned, what it does."""

    number: int
    cells: dict[str, Any]
    title: str = ""
    result: RowOutcome = "unchanged"
    changes: tuple[Change, ...] = ()
    # How that stands which readers do not see at once; empty where they do.
    waits: str = ""
    # Column and message; what is wrong with the whole row has no column.
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def outcome(self) -> RowOutcome:
        return "wrong" if self.problems else self.result

    @property
    def moves(self) -> bool:
        """Return whether there is anything to store."""
        return self.outcome in ("new", "changed")

    def refuse(self, column: str, *messages: str) -> None:
        self.problems += ((column, message) for message in messages)

    def read[T](self, column: str, reader: Callable[..., T], *values: object) -> T | None:
        """Return what a reader makes of its values; None if it refuses, noted at the column."""
        try:
            return reader(*values)
        except ValidationError as error:
            self.refuse(column, *error.messages)
            return None


class SheetImport[R: ImportRow]:
    """What one sheet of one person does to a list; a subclass says which columns and how."""

    MAX_ROWS: ClassVar[int]
    row_class: type[R]
    # The columns by which a row finds what is stored already.
    keys: Sequence[str] = ()

    # --- what a subclass says -----------------------------------------------------------------

    def labels(self) -> Mapping[str, str]:
        """Return the headings, in the language of the page, by column."""
        raise NotImplementedError

    def ignored_labels(self) -> Mapping[str, str]:
        """Return the headings of columns that may stand in a sheet and are not read."""
        return {}

    def help_texts(self) -> Mapping[str, str]:
        """Return what may be written, for people, by column."""
        raise NotImplementedError

    def missing_column(self, columns: set[str]) -> str | None:
        """Return a column without which the sheet is one of something else."""
        raise NotImplementedError

    def plan(self, rows: list[R]) -> None:
        """Work out what each row does, or what is wrong in which of its columns."""
        raise NotImplementedError

    def apply(self, rows: list[R]) -> None:
        """Store the planned rows, none of which is wrong; ValidationError if that cannot be."""

    def fingerprint(self, rows: list[R]) -> str:
        """Return what people see of a plan in few letters: another outcome has another one."""
        outcomes = [
            [row.number, row.outcome, [[each.heading, each.old, each.new] for each in row.changes]]
            for row in rows
        ]
        return hashlib.sha256(json.dumps(outcomes).encode()).hexdigest()

    def done_message(self, rows: list[R]) -> str:
        """Return what is said once the rows are stored."""
        text = _("Taken in: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
        return text % counts(rows)

    # --- what all share -----------------------------------------------------------------------

    def label(self, column: str) -> str:
        """Return the heading of a column; of none, nothing."""
        return self.labels().get(column, "")

    def read(self, content: bytes) -> Table:
        """Return the table of a file; ValidationError for one that is no sheet of this list."""
        labels = {**self.ignored_labels(), **self.labels()}
        table = read_table(content, known=[*labels.values(), *labels], max_rows=self.MAX_ROWS)
        columns = self.columns_of(table.headings)
        unknown = [
            heading
            for heading, column in zip(table.headings, columns, strict=True)
            if heading and column is None
        ]
        _refuse_doubles(table.headings, columns)
        known = ", ".join(f"“{label}”" for label in self.labels().values())
        if unknown:
            raise ValidationError(
                _("No column is called “%(name)s”. There are: %(known)s.")
                % {"name": unknown[0], "known": known}
            )
        if missing := self.missing_column({column for column in columns if column}):
            raise ValidationError(
                _("The column “%(name)s” is missing: is it another sheet? There are: %(known)s.")
                % {"name": labels[missing], "known": known}
            )
        return table

    def columns_of(self, headings: Sequence[str]) -> list[str | None]:
        """Return the column of each heading: by its label in any of our languages, or its name."""
        labels = {**self.labels(), **self.ignored_labels()}
        with override("en"):
            english = {**self.labels(), **self.ignored_labels()}
        known: dict[str, str] = {}
        for forms in (labels, {name: name for name in labels}, english):
            for name, form in forms.items():
                known.setdefault(folded(form), name)
        return [known.get(folded(heading)) for heading in headings]

    def rows(self, table: Table) -> list[R]:
        """Return the rows of a table that `read` has accepted, still to be planned."""
        columns = self.columns_of(table.headings)
        return [
            self.row_class(
                row.number,
                {name: value for name, value in zip(columns, row.values, strict=True) if name},
            )
            for row in table.rows
        ]

    def preview(self, table: Table) -> list[R]:
        """Return what each row would do; nothing is stored."""
        rows = self.rows(table)
        self.plan(rows)
        return rows


def _refuse_doubles(headings: Sequence[str], columns: Sequence[str | None]) -> None:
    """Raise ValidationError where two headings, such as of two languages, are one column."""
    first: dict[str, str] = {}
    for heading, column in zip(headings, columns, strict=True):
        if column and first.setdefault(column, heading) != heading:
            raise ValidationError(
                _("“%(first)s” and “%(second)s” are the same column; take one away.")
                % {"first": first[column], "second": heading}
            )


def refuse_duplicates[R: ImportRow](
    rows: list[R], *, key: Callable[[R], Hashable | None], column: str, message: str
) -> None:
    """Refuse rows that mean the same as one above; a row whose key is None means nothing yet."""
    first: dict[Hashable, int] = {}
    for row in rows:
        meant = key(row)
        if meant is not None and (number := first.setdefault(meant, row.number)) != row.number:
            row.refuse(column, message % {"row": number})


def counts(rows: Sequence[ImportRow]) -> dict[str, int]:
    """Return how many rows are new, changed, unchanged and wrong."""
    outcomes = [row.outcome for row in rows]
    return {name: outcomes.count(name) for name in ("new", "changed", "unchanged", "wrong")}
