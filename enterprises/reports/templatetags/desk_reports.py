"""The panel of reports on the desk of an enterprise."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from enterprises.kit.waiting import Urgency, Waiting, tell
from enterprises.reports import due
from enterprises.reports.models import ReportState

register = template.Library()
_MOST = 3


@register.inclusion_tag("enterprises/desk/reports_panel.html", takes_context=True)
def desk_reports_panel(context: dict[str, Any]) -> dict[str, Any]:
    """The reports that are due, the oldest first; without a query of its own."""
    waiting = due.waiting_for(context["me"], timezone.localdate())
    tell(context, *map(_to_do, waiting))
    return {"due": waiting[:_MOST], "more": max(0, len(waiting) - _MOST)}


def _to_do(line: due.Line) -> Waiting:
    url = reverse("enterprises:desk_report", args=[line.period])
    said = {"period": line.period, "day": formats.date_format(line.deadline, "SHORT_DATE_FORMAT")}
    if line.report is not None and line.report.state == ReportState.RETURNED:
        text, urgency = _("Mend the report for %(period)s, as the department asks"), Urgency.ASKED
    elif line.is_late:
        text, urgency = _("Send the report for %(period)s: it was due on %(day)s"), Urgency.LATE
    else:
        text, urgency = _("Send the report for %(period)s by %(day)s"), Urgency.DUE
    return Waiting(text % said, url, urgency)
