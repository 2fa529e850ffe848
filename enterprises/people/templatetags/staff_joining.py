"""The panel of the staff's desk on people who want to come in."""

from typing import Any

from django import template
from django.utils import timezone

from enterprises.people.models import Invitation, JoinRequest
from portal.accounts.roles import PUBLISH
from portal.obligations.models import work_calendar

register = template.Library()
MAX_ROWS = 10


@register.inclusion_tag("admin/dashboard/joining.html", takes_context=True)
def desk_joining(context: Any) -> dict[str, Any]:
    """What waits for a publisher: requests to join, and new letters for invited people."""
    if not context["request"].user.has_perm(PUBLISH):
        return {}
    requests = list(JoinRequest.objects.waiting()[:MAX_ROWS])
    calendar = work_calendar() if requests else None
    asked = Invitation.objects.wanted_again().select_related("enterprise")
    return {
        "requests": [(each, each.due_by(calendar)) for each in requests if calendar],
        "invitations": list(asked[:MAX_ROWS]),
        "today": timezone.localdate(),
        "most": MAX_ROWS,
    }
