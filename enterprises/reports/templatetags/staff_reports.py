"""The panel of reports on the staff's desk."""

from typing import Any

from django import template

from enterprises.reports.models import EnterpriseReport, ReportState
from portal.accounts.roles import edits

register = template.Library()
MAX_ROWS = 10


@register.inclusion_tag("admin/dashboard/reports.html", takes_context=True)
def desk_reports(context: Any) -> dict[str, Any]:
    """Reports that wait for a decision, the oldest first, for those who read reports."""
    user = context["request"].user
    if not edits(user):
        return {"reports": []}
    rows = EnterpriseReport.objects.filter(state=ReportState.SENT).select_related("enterprise")
    return {"reports": list(rows.order_by("sent_at")[:MAX_ROWS]), "most": MAX_ROWS}
