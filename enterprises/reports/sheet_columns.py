"""The columns of the form for reports that the department mails round, and how it says a period."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.kit.periods import ReportPeriod
from enterprises.reports.figures import label_of, unit_of
from enterprises.reports.models.report import FIGURES
from portal.exchange.sheets.values import text

# What the form has filled in already.
FIXED: Final = ("tax_code", "name", "period")
_WORDS: Final = {
    "tax_code": gettext_lazy("Tax code"),
    "name": gettext_lazy("Enterprise"),
    "period": gettext_lazy("Period"),
    "points_raised": gettext_lazy("Points raised"),
    "why": gettext_lazy("Why figures differ much from the last ones"),
    "correction_reason": gettext_lazy("Why it is corrected"),
}
# What the list has behind them as it goes out; what was said once is no answer to what comes next.
SHOWN: Final = {
    "state": gettext_lazy("State"),
    "version": gettext_lazy("Version"),
    "explained": gettext_lazy("Explanations given"),
    "corrected": gettext_lazy("Reason given for the correction"),
}
COLUMNS: Final = (*FIXED, *FIGURES, "points_raised", "why", "correction_reason")


def heading_of(name: str) -> str:
    """Return a column's heading, with the unit of a figure."""
    if name in _WORDS:
        return str(_WORDS[name])
    unit = unit_of(name)
    return f"{label_of(name)} ({unit})" if unit else label_of(name)


def headings() -> list[str]:
    return [heading_of(name) for name in COLUMNS]


# --- periods --------------------------------------------------------------------------------------


def format_period(period: ReportPeriod) -> str:
    """Return a period as the form has it, and as `read_period` takes it back."""
    return f"Q{period.quarter}/{period.year}" if period.quarter else f"{period.year}"


# As pages, and so people, write quarters.
_ROMAN: Final = {"qi": "q1", "qii": "q2", "qiii": "q3", "qiv": "q4"}


def read_period(value: object) -> ReportPeriod:
    """Return the period that a cell names: Q1/2007, quý I/2007 or 2007; it must be over."""
    written = text(value)
    bare = written.casefold().replace("quý", "q").replace("năm", "").replace(" ", "")
    quarter, slash, year = bare.partition("/")
    quarter = _ROMAN.get(quarter, quarter)
    try:
        period = ReportPeriod.of(f"{year}-{quarter}" if slash else bare)
    except ValueError as error:
        message = _("“%(said)s” is no period. Write it as Q1/2007 or 2007.")
        raise ValidationError(message % {"said": written[:40]}) from error
    if period.ends_on >= timezone.localdate():
        raise ValidationError(_("This period is not over yet."))
    return period
