from collections import Counter
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import ngettext

from enterprises.kit.waiting import Urgency, Waiting, tell
from enterprises.products.keeping import NOT_YET_PUBLIC
from enterprises.products.models import Product
from portal.publishing.models import State

register = template.Library()

# Nobody has more; it bounds what the desk reads.
MAX_ROWS = 500


@register.inclusion_tag("enterprises/products/panel.html", takes_context=True)
def desk_products_panel(context: Any) -> dict[str, Any]:
    """How many products stand where, and the way to them."""
    rows = Product.objects.filter(enterprise=context["me"].enterprise_id)
    found = Counter(rows.order_by().values_list("state", flat=True)[:MAX_ROWS])
    if number := found[State.CHANGES_ASKED]:
        text = ngettext(
            "Correct %(count)s product, as the department asks",
            "Correct %(count)s products, as the department asks",
            number,
        )
        url = reverse("enterprises:desk_products")
        tell(context, Waiting(text % {"count": number}, url, Urgency.ASKED))
    return {
        "published": found[State.PUBLISHED],
        "to_correct": found[State.CHANGES_ASKED],
        "sent": found[State.SUBMITTED] + found[State.APPROVED],
        "drafts": found[State.DRAFT],
        "any": any(found[state] for state in (State.PUBLISHED, State.WITHDRAWN, *NOT_YET_PUBLIC)),
    }
