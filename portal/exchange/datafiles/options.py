"""What somebody wants of a data file beyond its address."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.text.days import DayField

OFF: Final = "0"


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
        """What a query asks of data that are as they are."""
        return cls(table=query.get("bang", ""), with_mark=query.get("bom", OFF) not in ("", OFF))

    @classmethod
    def of_figures(cls, query: QueryDict) -> "ExportOptions":
        """The same of figures over time; raises ValidationError with what to write instead."""
        wanted = replace(
            cls.of_table(query),
            published_on=_day(query, "ngay"),
            first=_day(query, "tu"),
            last=_day(query, "den"),
            with_samples=query.get("minh-hoa") != OFF,
        )
        if wanted.published_on and wanted.published_on > timezone.localdate():
            raise ValidationError(_("This day is still to come; write today's or an earlier one."))
        if wanted.first and wanted.last and wanted.first > wanted.last:
            raise ValidationError(_("“tu” is later than “den”; write the earlier day first."))
        return wanted


def _day(query: QueryDict, name: str) -> date | None:
    """A day as the site's forms take it, ISO 8601 included."""
    try:
        day: date | None = DayField().clean(query.get(name, ""))
    except ValidationError as error:
        problem = {"name": name, "problem": " ".join(error.messages)}
        raise ValidationError(_("%(name)s: %(problem)s") % problem) from error
    return day
