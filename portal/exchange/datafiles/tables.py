"""What a data set is made of: facts about it, tables, and what each column means."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

type Words = Any  # a text, perhaps still to be translated
type Cells = tuple[Any, ...]


class Kind(TextChoices):
    """What stands in the cells of a column."""

    TEXT = "text", _("text")
    NUMBER = "decimal", _("number")
    WHOLE = "integer", _("whole number")
    DAY = "date", _("day (year-month-day)")
    MOMENT = "date-time", _("moment (year-month-dayThour:minute:second)")
    YES_NO = "boolean", _("yes or no")
    ADDRESS = "address", _("address of a page")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for machines, its heading for people, and what stands in it."""

    name: str
    label: Words
    meaning: Words = ""
    kind: Kind = Kind.TEXT
    unit: Words = ""
    # What stands for what, where the cells hold codes.
    codes: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; they are read only when somebody goes through them."""

    name: str
    title: Words
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Cells]]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is true of a whole data set."""

    column: Column
    value: Any


@dataclass(frozen=True, slots=True)
class Dataset:
    """A file's worth of tables, the most asked for first, and the facts that go with them."""

    name: str
    address: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    # The day of what changes as days go by, with nobody writing anything.
    true_on: date | None = None

    def every_table(self) -> tuple[Table, ...]:
        """The tables themselves, then the facts and the codebook as tables."""
        return (*self.tables, self.about(), self.codebook())

    def about(self) -> Table:
        """The facts, a row each."""
        columns = (
            Column("name", _("name"), _("Name of the fact, for machines.")),
            Column("label", _("heading"), _("What the fact is about, for people.")),
            Column("value", _("value"), _("What is so.")),
        )
        told = [(fact.column.name, str(fact.column.label), said(fact)) for fact in self.facts]
        return Table("about", _("About these data"), columns, lambda: told)

    def codebook(self) -> Table:
        """What each column of each table means, a row each."""
        return Table("codebook", _("Codebook"), _CODEBOOK, lambda: list(_explained(self.tables)))


_CODEBOOK = (
    Column("table", _("table"), _("The table that the column is in.")),
    Column("name", _("name"), _("Name of the column in CSV and JSON.")),
    Column("label", _("heading"), _("Heading of the column in Excel.")),
    Column("type", _("kind of value"), _("What stands in the cells."), codes=dict(Kind.choices)),
    Column("unit", _("unit"), _("What the number counts.")),
    Column("codes", _("codes"), _("Each code and what it stands for; Excel has the words.")),
    Column("meaning", _("meaning"), _("What the column says.")),
)


def _explained(tables: Iterable[Table]) -> Iterable[Cells]:
    for table in tables:
        for column in table.columns:
            codes = "; ".join(f"{code}: {words}" for code, words in column.codes.items())
            yield (
                table.name,
                column.name,
                str(column.label),
                str(column.kind),
                str(column.unit),
                codes,
                str(column.meaning),
            )


def said(fact: Fact) -> Any:
    """The value of a fact in words, where it is a code."""
    words = fact.column.codes.get(fact.value)
    return fact.value if words is None else str(words)
