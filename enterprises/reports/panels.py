"""Reports on two first pages: those that an enterprise owes, and for the staff those that wait."""

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.profiles.models import Representative
from enterprises.reports import deadlines
from enterprises.reports.models import EnterpriseReport, ReportState
from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel, Waiting
from portal.publishing.models.querysets import heavy_columns

MAX_DUE = 3
MAX_SENT = 10


def due_reports_panel(me: Representative) -> DeskPanel:
    """Return the reports that are due, the oldest first; without a query of its own."""
    waiting = deadlines.due_rows_of(me, timezone.localdate())
    context = {"due": waiting[:MAX_DUE], "more": max(0, len(waiting) - MAX_DUE)}
    return DeskPanel("enterprises/reports/desk/panel.html", context, tuple(map(_to_do, waiting)))


def _to_do(line: deadlines.ReportPeriodRow) -> ToDo:
    url = reverse("enterprises:desk_report", args=[line.period])
    words = {"period": line.period, "day": formats.date_format(line.deadline, "SHORT_DATE_FORMAT")}
    if line.report is not None and line.report.state == ReportState.RETURNED:
        text, urgency = _("Mend the report for %(period)s, as the department asks"), Urgency.ASKED
    elif line.is_late:
        text, urgency = _("Send the report for %(period)s: it was due on %(day)s"), Urgency.LATE
    else:
        text, urgency = _("Send the report for %(period)s by %(day)s"), Urgency.DUE
    return ToDo(text % words, url, urgency)


def sent_reports_panel(user: User) -> Panel | None:
    """Return reports that wait for a decision, the oldest first, for those who read reports."""
    if not edits(user):
        return None
    rows = EnterpriseReport.objects.filter(state=ReportState.SENT).select_related("enterprise")
    rows = rows.defer(*heavy_columns("enterprise"))
    context = {"reports": list(rows.order_by("sent_at")[:MAX_SENT]), "most": MAX_SENT}
    return Panel("admin/dashboard/reports.html", context)


def sent_reports_waiting(user: User) -> list[Waiting]:
    """Return reports that wait for a decision, for those who read reports."""
    if not edits(user):
        return []
    rows = EnterpriseReport.objects.filter(state=ReportState.SENT)
    label = gettext_lazy("Reports of enterprises")
    return [Waiting("bao-cao", label, (rows,), panel=sent_reports_panel)]
