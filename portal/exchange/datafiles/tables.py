"""What a data set is made of: facts about it, tables, and columns with what they mean and hold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

type Words = Any  # a text, perhaps still to be translated
type Cells = tuple[Any, ...]


class Kind(TextChoices):
    """What stands in the cells of a column."""

    TEXT = "text", pgettext_lazy("kind of value", "text")
    DECIMAL = "decimal", _("number")
    INTEGER = "integer", _("whole number")
    DATE = "date", _("day (year-month-day)")
    DATE_TIME = "date-time", _("moment (year-month-dayThour:minute:second)")
    BOOLEAN = "boolean", _("yes or no")
    ADDRESS = "address", _("address of a page")


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that a function makes of fields of its row, which it takes in their order."""

    function: Callable[..., Any]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A value of a row elsewhere, whose key stands in a field; None where there is no such row.

    `load` returns the rows of many keys at once. Columns with the same `load` share its queries.
    """

    field: str
    load: Callable[[set[Any]], Mapping[Any, Any]]
    function: Callable[[Any], Any] = lambda row: row


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
    # The field that it is read from, by its path; nothing where it has the column's name.
    value: str | Computed | Related = ""


ID = Column(
    "id",
    _("number of the row"),
    _("Number of the row; no other row ever gets it."),
    Kind.INTEGER,
    value="pk",
)
SAMPLE = Column("is_sample", _("sample"), _("Made up to show the site; no fact."), Kind.BOOLEAN)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; they are read only when somebody goes through them."""

    name: str
    title: Words
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Cells]]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is true of all of a data set."""

    column: Column
    value: Any

    @property
    def in_words(self) -> Any:
        """Return the value, in words where it is a code."""
        words = self.column.codes.get(self.value)
        return self.value if words is None else str(words)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A file's worth of tables, the most useful first, and the facts that go with them."""

    name: str
    address: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    # The day, or the moment, of what changes as time goes by, with nobody writing anything.
    as_of: date | None = None

    def every_table(self) -> tuple[Table, ...]:
        """Return the tables themselves, then the facts and the codebook as tables."""
        return (*self.tables, self.about(), self.codebook())

    def about(self) -> Table:
        """Return the facts, a row each."""
        columns = (
            Column("name", _("name"), _("Name of the fact, for machines.")),
            Column("label", _("heading"), _("What the fact is about, for people.")),
            Column("value", _("value"), _("What is so.")),
        )
        rows = [(fact.column.name, str(fact.column.label), fact.in_words) for fact in self.facts]
        return Table("about", _("About these data"), columns, lambda: rows)

    def codebook(self) -> Table:
        """Return what each column of each table means, a row each."""
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
