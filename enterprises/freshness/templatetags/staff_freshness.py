from typing import Any

from django import template

from enterprises.freshness.asking import unanswered
from portal.accounts.roles import edits

register = template.Library()

MAX_ROWS = 10


@register.inclusion_tag("admin/dashboard/unconfirmed.html", takes_context=True)
def desk_unconfirmed(context: Any) -> dict[str, Any]:
    """Enterprises that were asked in vain; for who may ask them by telephone and confirm."""
    user = context["request"].user
    if not edits(user):
        return {"confirmations": []}
    rows = unanswered().select_related("enterprise").order_by("at")
    return {"confirmations": list(rows[:MAX_ROWS]), "most": MAX_ROWS}
