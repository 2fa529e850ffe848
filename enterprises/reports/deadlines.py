"""Deadlines of reports, and the enterprises that have not reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from enterprises.kit.periods import ReportPeriod, ended
from enterprises.profiles.models import Enterprise, Representative
from enterprises.reports.models import EnterpriseReport, ReportingDuty, ReportState
from portal.kit.samples import sample_rule
from portal.kit.text.periods import PeriodKind

# How far back a report may be begun: what is older is a matter of paper.
QUARTERS: Final = 8
YEARS: Final = 3
# So many days late a reminder still goes out; then it was forgotten for good.
LATEST_REMINDER: Final = 14
REPORTED: Final = (ReportState.SENT, ReportState.APPROVED)


def deadline(period: ReportPeriod) -> date:
    """Return the last day on which a report of the period is in time."""
    return period.ends_on + timedelta(days=settings.ENTERPRISE_REPORT_DAYS[period.kind.value])


def reportable(today: date) -> list[ReportPeriod]:
    """Return the periods that a report may be begun for, the latest first."""
    periods = [*ended(PeriodKind.QUARTER, today, QUARTERS), *ended(PeriodKind.YEAR, today, YEARS)]
    return sorted(periods, key=_place, reverse=True)


@dataclass(frozen=True, slots=True)
class ReportPeriodRow:
    """A period on the desk of an enterprise, with its report where there is one."""

    period: ReportPeriod
    report: EnterpriseReport | None
    is_duty: bool
    today: date

    @property
    def deadline(self) -> date:
        return deadline(self.period)

    @property
    def is_due(self) -> bool:
        """Return whether the department waits for the enterprise."""
        if self.report is not None and self.report.state == ReportState.RETURNED:
            return True
        has_begun = self.report is None or self.report.state == ReportState.DRAFT
        # A correction that is being written: the department has a report already.
        is_correction = self.report is not None and self.report.is_correction
        return self.is_duty and has_begun and not is_correction

    @property
    def is_late(self) -> bool:
        return self.is_due and self.deadline < self.today


def period_rows(
    reports: Iterable[EnterpriseReport], duties: Iterable[ReportingDuty], today: date
) -> list[ReportPeriodRow]:
    """Return the periods that may be reported and those that were, the latest first."""
    newest = {report.period: report for report in reports}
    held = list(duties)
    periods = {*reportable(today), *newest}
    return [
        ReportPeriodRow(period, newest.get(period), _is_owed(held, period), today)
        for period in sorted(
            periods, key=lambda each: (each.ends_on, not each.quarter), reverse=True
        )
    ]


def period_rows_of(enterprise: Enterprise, today: date) -> list[ReportPeriodRow]:
    """Return the periods of one enterprise; two queries."""
    reports = EnterpriseReport.objects.filter(enterprise=enterprise).newest_version()
    duties = ReportingDuty.objects.active().filter(enterprise=enterprise)
    return period_rows(reports, duties, today)


def due_rows_of(me: Representative, today: date) -> list[ReportPeriodRow]:
    """Return the reports that the department waits for, the oldest first.

    They came with the representative's own row: the desk has no query to spare.
    """
    duties, reports = getattr(me, "duty_facts", []), getattr(me, "report_facts", [])
    found = period_rows(
        [EnterpriseReport(**row) for row in reports],
        [
            ReportingDuty(since=date.fromisoformat(row["since"]), until=_day(row["until"]))
            for row in duties
        ],
        today,
    )
    return [line for line in reversed(found) if line.is_due]


def missing(period: ReportPeriod) -> QuerySet[Enterprise]:
    """Return the enterprises that are asked to report the period and have not, by name."""
    duties = ReportingDuty.objects.for_day(period.ends_on).active()
    return _owing(duties).filter(~Exists(_sent(period))).order_by("sort_key", "pk")


def reported(period: ReportPeriod) -> QuerySet[Enterprise]:
    """Return the enterprises that have to report the period and have, also those binned since."""
    duties = ReportingDuty.objects.for_day(period.ends_on)
    return _owing(duties).filter(Exists(_sent(period)))


def expected(period: ReportPeriod, *, is_sample: bool) -> frozenset[int]:
    """Return all that have to report the period, also in the bin; of samples or others only."""
    owed = ReportingDuty.objects.for_day(period.ends_on).filter(sample_rule("enterprise__"))
    owed = owed.filter(enterprise__is_sample=is_sample)
    return frozenset(owed.values_list("enterprise", flat=True))


def _owing(duties: QuerySet[ReportingDuty]) -> QuerySet[Enterprise]:
    return Enterprise.objects.filter(
        sample_rule(), Exists(duties.filter(enterprise=OuterRef("pk")))
    )


def _sent(period: ReportPeriod) -> QuerySet[EnterpriseReport]:
    rows = EnterpriseReport.objects.of_period(period)
    return rows.filter(enterprise=OuterRef("pk"), state__in=REPORTED)


def _is_owed(duties: Iterable[ReportingDuty], period: ReportPeriod) -> bool:
    day = period.ends_on
    return any(duty.since <= day and (duty.until is None or day < duty.until) for duty in duties)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _place(period: ReportPeriod) -> tuple[date, bool]:
    """Return the sort key: the last day, a year after its fourth quarter."""
    return period.ends_on, not period.quarter
