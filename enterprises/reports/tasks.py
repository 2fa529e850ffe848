"""Reminders of reports, before and after the day until which they are due; each goes out once."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.tasks import task
from django.utils import timezone

from enterprises.kit.periods import ReportPeriod
from enterprises.profiles.models import Enterprise, can_be_reminded
from enterprises.reports import deadlines, letters
from enterprises.reports.models import ReportReminder
from portal.publishing.models import heavy_columns


def remind(today: date) -> int:
    """Remind every enterprise whose report of a recent period is missing; return how many."""
    return sum(_remind_of(period, today) for period in deadlines.reportable(today))


def _remind_of(period: ReportPeriod, today: date) -> int:
    """Send the last reminder due for a period, unless it is long past; return how many."""
    late = (today - deadlines.deadline(period)).days
    come = [days for days in settings.ENTERPRISE_REPORT_REMINDERS if days <= late]
    if not come:
        return 0
    days = max(come)
    if late - days > deadlines.LATEST_REMINDER:
        # Its day is long past, as on a site that has just been set up: nobody is written to.
        return 0
    reminded = ReportReminder.objects.filter(
        enterprise=OuterRef("pk"), year=period.year, quarter=period.quarter, days=days
    )
    # Who was reminded already, as nearly all are each time, is not read at all.
    waiting = deadlines.missing(period).filter(~Exists(reminded), can_be_reminded())
    return sum(_send(each, period, days) for each in waiting.defer(*heavy_columns()))


@transaction.atomic
def _send(enterprise: Enterprise, period: ReportPeriod, days: int) -> bool:
    if not (to := enterprise.addresses_to_remind()):
        # Nothing goes out, so whom it has tomorrow is still to be reminded.
        return False
    _row, is_new = ReportReminder.objects.get_or_create(
        enterprise=enterprise, year=period.year, quarter=period.quarter, days=days
    )
    if is_new:
        letters.send_reminder(enterprise, period, days, to=to)
    return is_new


@task
def remind_of_reports() -> int:
    """Send what reminders are due today."""
    return remind(timezone.localdate())
