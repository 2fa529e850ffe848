from typing import Any

from django import template

from enterprises.events.models import SlotAnswer, SlotRequest
from portal.accounts.roles import PUBLISH

register = template.Library()
MAX_ROWS = 10


@register.inclusion_tag("admin/dashboard/slot_requests.html", takes_context=True)
def desk_slot_requests(context: Any) -> dict[str, Any]:
    """Requests for slots that wait, the oldest first; nothing for who does not publish."""
    if not context["request"].user.has_perm(PUBLISH):
        return {"requests": []}
    rows = SlotRequest.objects.filter(answer=SlotAnswer.ASKED)
    return {"requests": rows.select_related("enterprise", "event").order_by("asked_at")[:MAX_ROWS]}
