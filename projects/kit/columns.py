"""Columns that tables of several data sets share."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.reading import page_address, page_title
from portal.exchange.datafiles.tables import Column, Computed, Kind
from projects.kit.models import DueStatus

NOTE = Column("note", _("note"), _("What readers must know to understand the figure."))
QUOTE = Column("quote", _("words of the source"), _("Word for word, misspellings included."))
SOURCE = Column(
    "source",
    _("source"),
    _("The page that says so; empty: there is none, or it is not public."),
    Kind.ADDRESS,
    value=page_address("evidence_id"),
)
SOURCE_TITLE = Column(
    "source_title",
    _("title of the source"),
    _("As the page is called."),
    value=page_title("evidence_id"),
)
SERIES_NAME = Column("series", _("series"), _("What is counted, or where."), value="series__name")
TARGET_YEAR = Column("year", _("year"), _("By whose end it is to be reached."), Kind.INTEGER)


def _if_done(day: date | None, status: str) -> date | None:
    """Return the day on which it was done; None where readers are not told that it is."""
    return day if status == DueStatus.DONE else None


# A thing becomes late as days go by, with nobody writing anything.
AS_OF = Column("as_of", _("as of"), _("The day of the states."), Kind.DATE)
DUE = (
    Column("in_charge", _("in charge"), _("Empty: the source names nobody."), value="owner__name"),
    Column("due_on", _("due"), _("The last day; empty: the source names none."), Kind.DATE),
    Column("due_words", _("term in words"), _("As the source says it.")),
    Column(
        "status",
        _("state"),
        _("Late is what is open beyond its day, never what nobody has told about."),
        codes=dict(DueStatus.choices),
        value="due_status",
    ),
    Column(
        "done_on",
        _("done on"),
        _("May be empty."),
        Kind.DATE,
        value=Computed(_if_done, ("done_on", "due_status")),
    ),
)
PROJECT_OF = (
    Column("project", _("project"), _("As the page is called."), value=page_title("project_id")),
    Column(
        "project_address",
        _("address of the project"),
        _("Of its page."),
        Kind.ADDRESS,
        value=page_address("project_id"),
    ),
)


def target_value(unit: str = "") -> Column:
    meaning = _("What is to be reached; of a range, the least.")
    return Column("value", _("value"), meaning, Kind.DECIMAL, unit)


def target_upper(unit: str = "") -> Column:
    return Column("upper", _("up to"), _("Where the target is a range."), Kind.DECIMAL, unit)
