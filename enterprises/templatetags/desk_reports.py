"""The panel of reports on the desk of an enterprise."""

from typing import Any

from django import template
from django.utils import timezone

from enterprises.reports import due

register = template.Library()
_MOST = 3


@register.inclusion_tag("enterprises/desk/reports_panel.html", takes_context=True)
def desk_reports_panel(context: dict[str, Any]) -> dict[str, Any]:
    """The reports that are due, the oldest first; without a query of its own."""
    waiting = due.waiting_for(context["me"], timezone.localdate())
    return {"due": waiting[:_MOST], "more": max(0, len(waiting) - _MOST)}
