"""The steps that a report takes between an enterprise and the department, each written down."""

from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.kit import daily
from enterprises.kit.periods import ReportPeriod
from enterprises.profiles.models import Enterprise
from enterprises.reports import letters
from enterprises.reports.models import EnterpriseReport, ReportState
from enterprises.reports.models.report import FIGURES, WRITABLE
from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.audit.models import Action
from portal.audit.recording import record
from portal.participation.publicforms.limits import Limit

# Of one enterprise and period: each time letters go out, to the department, too.
A_DAY: Final = Limit("doanh-nghiep.bao-cao", 10, daily.DAY)


class SavedMeanwhile(Exception):
    """Raised where somebody else has saved the report since this person opened it."""


TEXTS = ("points_raised", "explanations", "correction_reason")


@transaction.atomic
def begin(enterprise: Enterprise, period: ReportPeriod, *, by: User) -> EnterpriseReport:
    """Return the open report of the period, or create one.

    Where one is approved the new one is a correction of it and starts with its figures.
    """
    # Two who begin at once wait here for each other, so that the second finds the first one's.
    Enterprise.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=enterprise.pk)
    newest = EnterpriseReport.objects.versions_of(enterprise, period).first()
    if newest is not None and newest.state != ReportState.APPROVED:
        return newest
    report = EnterpriseReport(
        enterprise=enterprise, year=period.year, quarter=period.quarter, written_by=by
    )
    if newest is not None:
        report.version = newest.version + 1
        for name in (*FIGURES, "points_raised", "explanations"):
            setattr(report, name, getattr(newest, name))
    report.save()
    _record(report, "", by)
    return report


@transaction.atomic
def write(
    enterprise: Enterprise,
    period: ReportPeriod,
    values: Mapping[str, object],
    *,
    seen: str,
    by: User,
) -> EnterpriseReport:
    """Keep what was written for a period; figures and texts only, whatever else the values name.

    Raises SavedMeanwhile where the report is no longer the one that the writer has `seen`.
    """
    report = _locked(begin(enterprise, period, by=by))
    if report.edition != seen:
        raise SavedMeanwhile
    _refuse_unless(report.state in WRITABLE, _("The report was sent; take it back to change it."))
    for name in (*FIGURES, *TEXTS):
        if name in values:
            setattr(report, name, values[name])
    report.written_by, report.saved_at = by, timezone.now()
    report.save()
    return report


@transaction.atomic
def send(report: EnterpriseReport, *, by: User) -> EnterpriseReport:
    """Hand the report to the department; from now on its figures stand.

    Raises ValidationError where something is missing, or its enterprise has sent it many times
    today.
    """
    report = _locked(report)
    _refuse_unless(report.state in WRITABLE, _("The report was sent already."))
    if all(value is None for value in report.figures().values()):
        raise ValidationError(_("Write at least one figure before you send the report."))
    if report.is_correction and not report.correction_reason.strip():
        raise ValidationError(_("Say what was wrong in the report before."))
    if not by.is_staff:
        daily.spend(A_DAY, report.enterprise_id, report.year, report.quarter or 0)
    # Who asked again, and when, stays: taken back, it is asked again as it was.
    report.sent_at, report.seen_at = timezone.now(), None
    _step(report, ReportState.SENT, by)
    letters.send_received(report)
    return report


@transaction.atomic
def take_back(report: EnterpriseReport, *, by: User) -> EnterpriseReport:
    """Take back a sent report that the department has not begun to read, to where it stood."""
    report = _locked(report)
    if report.is_writable:
        # Pressed twice.
        return report
    _refuse_unless(
        report.state != ReportState.APPROVED,
        _("The department has approved the report. If something is wrong in it, correct it."),
    )
    _refuse_unless(
        report.may_be_taken_back,
        _("The department is reading the report already; it can no longer be taken back."),
    )
    if report.decided_at is not None:
        _step(report, ReportState.RETURNED, by)
        return report
    report.sent_at = None
    _step(report, ReportState.DRAFT, by)
    return report


@transaction.atomic
def discard(report: EnterpriseReport, *, by: User) -> None:
    """Throw a draft away that nobody else has seen."""
    report = _locked(report)
    _refuse_unless(
        report.state == ReportState.DRAFT and report.sent_at is None,
        _("Only a draft that was never sent can be thrown away."),
    )
    record(Action.DELETED, subject=report, by=by, old={"version": report.version})
    report.delete()


@transaction.atomic
def mark_seen(report: EnterpriseReport, *, by: User) -> EnterpriseReport:
    """Write down that the department has begun to read the report."""
    report = _locked(report)
    if report.state == ReportState.SENT and report.seen_at is None:
        report.seen_at = timezone.now()
        report.save(update_fields=["seen_at"])
        record(Action.STEP, subject=report, by=by, new={"seen": True})
    return report


@transaction.atomic
def return_report(
    report: EnterpriseReport, comment: str, *, by: User, seen: str | None = None
) -> EnterpriseReport:
    """Give the report back with a word on what to mend; `seen` as for `approve`."""
    report = _to_decide(report, by, seen)
    if not comment.strip():
        raise ValidationError({"comment": _("Say what the enterprise should mend.")})
    _decide(report, ReportState.RETURNED, comment, by)
    letters.send_to_enterprise("report_asked_again", report)
    return report


@transaction.atomic
def approve(
    report: EnterpriseReport, comment: str = "", *, by: User, seen: str | None = None
) -> EnterpriseReport:
    """Accept the report; a correction takes the place of what held before.

    `seen` is the edition that the person had on screen: other figures are not decided about.
    """
    report = _to_decide(report, by, seen)
    before = EnterpriseReport.objects.current().of_period(report.period)
    ends = Greatest("decided_at", timezone.now())
    before.filter(enterprise=report.enterprise_id).update(superseded_at=ends)
    _decide(report, ReportState.APPROVED, comment, by)
    letters.send_to_enterprise("report_approved", report)
    return report


def _to_decide(report: EnterpriseReport, by: User, seen: str | None) -> EnterpriseReport:
    """Return the report, locked, if this person may decide on it and it waits for that."""
    report = _locked(report)
    _refuse_unless(by.has_perm(PUBLISH), _("A publisher decides on reports."))
    _refuse_unless(
        by.pk != report.written_by_id, _("You have entered this report; somebody else decides.")
    )
    # Who keeps the profile also speaks for the enterprise, whatever other rights they have.
    _refuse_unless(
        not report.enterprise.is_kept_by(by), _("An enterprise does not decide on its own report.")
    )
    _refuse_unless(
        report.state == ReportState.SENT, _("This report waits for no decision any more.")
    )
    _refuse_unless(
        seen in (None, report.edition),
        _("The enterprise has sent it anew since you opened this page. Look at the figures again."),
    )
    return report


def _decide(report: EnterpriseReport, state: ReportState, comment: str, by: User) -> None:
    report.decided_at, report.decided_by, report.comment = timezone.now(), by, comment.strip()
    report.seen_at = report.seen_at or report.decided_at
    _step(report, state, by)


def _step(report: EnterpriseReport, state: ReportState, by: User) -> None:
    before, report.state = report.state, state
    report.save()
    _record(report, before, by)


def _record(report: EnterpriseReport, before: str, by: User) -> None:
    """Record who did what and when; figures stay out of the record."""
    old = {"state": before} if before else {}
    new = {"state": str(report.state), "version": report.version}
    if report.comment and report.is_decided:
        new["comment"] = report.comment
    record(Action.STEP if before else Action.ADDED, subject=report, by=by, old=old, new=new)


def _locked(report: EnterpriseReport) -> EnterpriseReport:
    rows = EnterpriseReport.objects.select_for_update(of=("self",)).select_related("enterprise")
    found = rows.filter(pk=report.pk).first()
    if found is None:
        raise ValidationError(_("The report is no longer there."))
    return found


def _refuse_unless(holds: bool, message: str) -> None:
    if not holds:
        raise ValidationError(message)
