"""Columns that tables of several data sets share."""

from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.tables import Column, Kind

NOTE = Column("note", _("note"), _("What readers must know to understand the figure."))
QUOTE = Column("quote", _("words of the source"), _("Word for word, misspellings included."))
SOURCE = Column(
    "source",
    _("source"),
    _("The page that says so; empty: there is none, or it is not public."),
    Kind.ADDRESS,
)
SOURCE_TITLE = Column("source_title", _("title of the source"), _("As the page is called."))
SERIES_NAME = Column("series", _("series"), _("What is counted, or where."))
TARGET_YEAR = Column("year", _("year"), _("By whose end it is to be reached."), Kind.WHOLE)


def target_value(unit: str = "") -> Column:
    meaning = _("What is to be reached; of a range, the least.")
    return Column("value", _("value"), meaning, Kind.NUMBER, unit)


def target_upper(unit: str = "") -> Column:
    return Column("upper", _("up to"), _("Where the target is a range."), Kind.NUMBER, unit)
