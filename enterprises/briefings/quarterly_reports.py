"""The reports of a quarter as the pack of a briefing needs them, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q

from enterprises.kit.periods import ReportPeriod
from enterprises.profiles.models import Enterprise
from enterprises.reports.deadlines import missing
from enterprises.reports.models import EnterpriseReport, Measure, ReportState
from enterprises.reports.models.report import FLOWS
from enterprises.reports.plausibility import format_figure
from enterprises.reports.totals import Total, internal_totals
from portal.kit.samples import sample_rule
from portal.kit.text.periods import PeriodKind
from portal.publishing.models import heavy_columns


@dataclass(frozen=True, slots=True)
class TotalChange:
    """A total beside that of the quarter before."""

    measure: Measure
    now: Total | None
    before: Total | None

    @property
    def is_money(self) -> bool:
        return self.measure.value in FLOWS

    @property
    def shown_now(self) -> str:
        return format_figure(self.now.amount) if self.now else ""

    @property
    def shown_before(self) -> str:
        return format_figure(self.before.amount) if self.before else ""

    @property
    def change(self) -> Decimal | None:
        """Return the rise in per cent; None where other figures make it up."""
        if self.now is None or self.before is None or not self.before.amount:
            return None
        if not self.now.is_like(self.before):
            return None
        rise = Decimal(self.now.amount - self.before.amount) * 100 / self.before.amount
        return rise.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class QuarterlyReports:
    """The reports of a quarter as a briefing needs them."""

    period: ReportPeriod
    reports: list[EnterpriseReport]
    missing: list[Enterprise]
    totals: list[TotalChange]

    @property
    def is_empty(self) -> bool:
        """Return whether nobody reported and nobody had to."""
        return not (self.reports or self.missing)

    @property
    def points(self) -> list[EnterpriseReport]:
        """Return the reports with points raised."""
        return [report for report in self.reports if report.points_raised.strip()]


def quarterly_reports_of(period: ReportPeriod) -> QuarterlyReports:
    """Return the reports of a quarter compared with the one before, in two queries."""
    rows = list(_reports_of(period, period.before))
    now = [row for row in rows if row.period == period]
    before = [row for row in rows if row.period == period.before]
    return QuarterlyReports(period, now, list(missing(period)), _changes(now, before))


def quarter_before(day: date) -> ReportPeriod:
    """Return the last quarter that was over on a day."""
    return ReportPeriod.with_day(PeriodKind.QUARTER, day).before


def _reports_of(*periods: ReportPeriod) -> Iterable[EnterpriseReport]:
    """Return approved reports, and sent ones of enterprises without an approved one."""
    known = Q(state=ReportState.APPROVED, superseded_at=None) | Q(state=ReportState.SENT, version=1)
    rows = EnterpriseReport.objects.of_period(*periods).filter(known, sample_rule("enterprise__"))
    rows = rows.select_related("enterprise")
    return rows.defer(*heavy_columns("enterprise")).order_by("enterprise__sort_key", "pk")


def _changes(now: list[EnterpriseReport], before: list[EnterpriseReport]) -> list[TotalChange]:
    """Return the totals of approved reports, now and before, of each measure."""
    new, old = (
        internal_totals(row for row in rows if row.state == ReportState.APPROVED)
        for rows in (now, before)
    )
    found = (TotalChange(measure, new.get(measure), old.get(measure)) for measure in Measure)
    return [each for each in found if each.now or each.before]
