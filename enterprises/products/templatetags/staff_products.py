from typing import Any

from django import template

from enterprises.products.models import WithdrawalRequest
from portal.accounts.roles import PUBLISH

register = template.Library()

MAX_ROWS = 10


@register.inclusion_tag("admin/dashboard/withdrawals.html", takes_context=True)
def desk_withdrawals(context: Any) -> dict[str, Any]:
    """Products that their enterprises want off the site; for who may withdraw them."""
    if not context["request"].user.has_perm(PUBLISH):
        return {"requests": []}
    rows = WithdrawalRequest.objects.waiting().select_related("product__enterprise")
    return {"requests": list(rows.order_by("asked_at")[:MAX_ROWS])}
