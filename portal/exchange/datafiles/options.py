"""What may be chosen of a data file: its form by the address, all else by the query."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.exchange.sheets.writing import XLSX_TYPE
from portal.kit.filters import DayField

CONTENT_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": XLSX_TYPE,
}
OFF: Final = "0"


class Extension:
    """The last part of a file's address."""

    regex = "|".join(CONTENT_TYPES)

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


def beside(path: str, extension: str) -> str:
    """Return the address of a page's data: its own without the last slash, and the extension."""
    return f"{path.removesuffix('/')}.{extension}"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Which figures, which table of them as CSV, and whether Excel's mark stands before it."""

    table: str = ""
    published_on: date | None = None
    first: date | None = None
    last: date | None = None
    with_samples: bool = True
    with_mark: bool = False

    @classmethod
    def of_table(cls, query: QueryDict) -> "ExportOptions":
        """Return the options of data that have no times."""
        return cls(table=query.get("bang", ""), with_mark=query.get("bom", OFF) not in ("", OFF))

    @classmethod
    def of_figures(cls, query: QueryDict) -> "ExportOptions":
        """Return those of figures over time; raise ValidationError with what to write instead."""
        options = replace(
            cls.of_table(query),
            published_on=_day(query, "ngay"),
            first=_day(query, "tu"),
            last=_day(query, "den"),
            with_samples=query.get("minh-hoa") != OFF,
        )
        if options.published_on and options.published_on > timezone.localdate():
            raise ValidationError(_("This day is still to come; write today's or an earlier one."))
        if options.first and options.last and options.first > options.last:
            raise ValidationError(_("“tu” is later than “den”; write the earlier day first."))
        return options


def _day(query: QueryDict, name: str) -> date | None:
    """Return a day that is written as the site's forms take it, ISO 8601 included."""
    try:
        day: date | None = DayField().clean(query.get(name, ""))
    except ValidationError as error:
        problem = {"name": name, "problem": " ".join(error.messages)}
        raise ValidationError(_("%(name)s: %(problem)s") % problem) from error
    return day
