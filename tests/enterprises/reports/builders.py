from datetime import date
from typing import Any

from django.utils import timezone

from enterprises.kit.periods import ReportPeriod
from enterprises.profiles.models import Enterprise
from enterprises.reports import workflow
from enterprises.reports.models import EnterpriseReport, ReportingDuty, ReportState
from enterprises.reports.models.report import FIGURES
from portal.accounts.models import User
from tests import builders

# Long past: no day on which the tests run makes a duty of it.
QUARTER = ReportPeriod(2007, 1)


def decider(username: str = "duyet-bao-cao") -> User:
    """A publisher."""
    found = User.objects.filter(username=username).first()
    return found or builders.person(username, builders.Role.PUBLISHER)


def report(
    of: Enterprise,
    period: ReportPeriod = QUARTER,
    state: str = ReportState.APPROVED,
    **fields: Any,
) -> EnterpriseReport:
    """A report in a state, as the steps would have led it there."""
    figures = {name: fields.pop(name) for name in FIGURES if name in fields} or {"revenue": 1000}
    now = timezone.now()
    row = EnterpriseReport(
        enterprise=of, year=period.year, quarter=period.quarter, **figures, **fields
    )
    if state != ReportState.DRAFT:
        row.state, row.sent_at = ReportState.SENT, now
    row.save()
    if state in (ReportState.APPROVED, ReportState.RETURNED):
        row.state, row.decided_at, row.decided_by = state, now, decider()
        row.comment = "Xem lại." if state == ReportState.RETURNED else ""
        row.save()
    return row


def correct(of: Enterprise, period: ReportPeriod = QUARTER, **figures: Any) -> EnterpriseReport:
    """The approved report of an enterprise with other figures, sent again and approved."""
    me = User.objects.filter(username="nguoi-dinh-chinh").first()
    me = me or builders.person("nguoi-dinh-chinh", builders.Role.REPRESENTATIVE)
    row = workflow.begin(of, period, by=me)
    values = {**figures, "correction_reason": "Đếm thiếu."}
    row = workflow.write(of, period, values, seen=row.edition, by=me)
    return workflow.approve(workflow.send(row, by=me), by=decider())


def duty(
    of: Enterprise, since: date = date(2007, 1, 1), until: date | None = None
) -> ReportingDuty:
    """That an enterprise has to report, from 2007 on unless told otherwise."""
    return ReportingDuty.objects.create(enterprise=of, since=since, until=until)
