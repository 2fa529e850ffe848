"""The letters about reports: to the people of the enterprise, and to the department."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from enterprises.kit.periods import ReportPeriod
from enterprises.profiles.models import Enterprise
from enterprises.reports import deadlines
from enterprises.reports.models import EnterpriseReport, ReportState
from portal.tasks.letters import send


def send_received(report: EnterpriseReport) -> None:
    """Tell the enterprise that its report has come in, and the department that one waits."""
    send_to_enterprise("report_received", report)
    send(
        "report_waits",
        to=settings.ENTERPRISE_REPORT_MAILBOX,
        **_about(report),
        admin_address=reverse("admin:reports_enterprisereport_review", args=[report.pk]),
    )


def send_reminder(
    enterprise: Enterprise, period: ReportPeriod, days: int, *, to: list[str]
) -> None:
    """Remind the enterprise of a report, `days` after its deadline."""
    versions = EnterpriseReport.objects.versions_of(enterprise, period)
    send(
        "report_due",
        to=to,
        enterprise=enterprise,
        period=_in_our_language(period),
        days=days,
        deadline=deadlines.deadline(period),
        # What was asked again has come once: nobody is told that it has not.
        asked_again=versions.filter(state=ReportState.RETURNED).first(),
        address=reverse("enterprises:desk_report", args=[period]),
    )


def send_to_enterprise(name: str, report: EnterpriseReport) -> None:
    """Tell the enterprise what became of its report."""
    send(name, to=report.enterprise.representatives.mailboxes(), **_about(report))


def _about(report: EnterpriseReport) -> dict[str, Any]:
    return {
        "report": report,
        "enterprise": report.enterprise,
        "period": _in_our_language(report.period),
        "address": reverse("enterprises:desk_report", args=[report.period]),
    }


def _in_our_language(period: ReportPeriod) -> str:
    """Return the period in the language that letters are written in."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(period)
