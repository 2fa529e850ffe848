"""Plausibility of a report: compared with the period before and a year's quarters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from enterprises.kit.periods import ReportPeriod, ended
from enterprises.profiles.models import Enterprise
from enterprises.reports.deadlines import QUARTERS, REPORTED, YEARS
from enterprises.reports.models import EnterpriseReport
from enterprises.reports.models.report import FIGURES, FLOWS, STOCKS

type Figures = Mapping[str, int | None]
_PERCENT: Final = 100


def format_figure(value: int) -> str:
    """Return a figure as the form takes it back: 1.234.567."""
    return f"{value:,}".replace(",", ".")


def periods_before(period: ReportPeriod) -> list[ReportPeriod]:
    """Return the periods of the same kind that a report is held against, the latest first."""
    count = QUARTERS if period.quarter else YEARS
    return ended(period.kind, period.days[0], count)


@dataclass(slots=True)
class Baseline:
    """The figures that a report is compared with: the last ones told, and a year's quarters."""

    period: ReportPeriod
    last_period: ReportPeriod
    last: Figures = field(default_factory=dict)
    quarters: Mapping[ReportPeriod, Figures] = field(default_factory=dict)

    @classmethod
    def of(cls, enterprise: Enterprise, period: ReportPeriod) -> "Baseline":
        """Return the figures of the sent and approved reports before, in one query.

        Where periods were left out, the last ones are those of the newest report before them.
        """
        before = periods_before(period)
        rows = EnterpriseReport.objects.of_period(period.before, *before, *period.quarters)
        rows = rows.filter(enterprise=enterprise, state__in=REPORTED, superseded_at=None)
        # Where a correction waits beside what holds, it is what the enterprise said last.
        reported = {row.period: row.figures() for row in rows.order_by("version")}
        last_period = next((each for each in before if each in reported), period.before)
        return cls(
            period,
            last_period,
            last=reported.get(last_period, {}),
            quarters={each: reported[each] for each in period.quarters if each in reported},
        )

    def expected_of_year(self, name: str) -> int | None:
        """Return the year's figure by its quarters: their sum, or the fourth one of a stock."""
        if name in STOCKS:
            fourth = self.quarters.get(ReportPeriod(self.period.year, 4), {})
            return fourth.get(name)
        values = [reported.get(name) for reported in self.quarters.values()]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == 4 and name in FLOWS else None  # quarters

    def questions(self, figures: Figures) -> dict[str, str]:
        """Return the question about each figure that needs an explanation, by its name."""
        found = {}
        for name in FIGURES:
            value = figures.get(name)
            if question := self._against_last(name, value) or self._against_quarters(name, value):
                found[name] = question
        return found

    def _against_last(self, name: str, value: int | None) -> str:
        last = self.last.get(name)
        if last is None:
            return ""
        if value is None:
            text = _("Last time (%(period)s) you wrote %(last)s. Why is there no figure now?")
        elif not differs_much(last, value):
            return ""
        elif value > last:
            text = _("Much more than last time (%(period)s: %(last)s). Why?")
        else:
            text = _("Much less than last time (%(period)s: %(last)s). Why?")
        return text % {"period": self.last_period, "last": format_figure(last)}

    def _against_quarters(self, name: str, value: int | None) -> str:
        expected = self.expected_of_year(name)
        if expected is None or value is None or value == expected:
            return ""
        if name in FLOWS:
            text = _("Your four quarters come to %(sum)s. Why is it another figure?")
        else:
            text = _("For the fourth quarter you wrote %(sum)s. Why is it another figure?")
        return text % {"sum": format_figure(expected)}


def differs_much(last: int, value: int) -> bool:
    """Return whether a figure differs from the last one by more than the set share."""
    return bool(abs(value - last) * _PERCENT > last * settings.ENTERPRISE_REPORT_CHANGE)
