"""The desk's panel of shared infrastructure."""

from typing import Any

from django import template
from django.template import Context

from enterprises.infrastructure.keeping import listings_of
from enterprises.infrastructure.standing import Standing

register = template.Library()
# A panel shows the last changed; all of them stand on their page.
FEW = 3


@register.inclusion_tag("enterprises/infrastructure/desk/panel.html", takes_context=True)
def desk_infrastructure_panel(context: Context) -> dict[str, Any]:
    """The enterprise's last offers and requests with where each stands; one query."""
    rows = listings_of(context["me"].enterprise).defer("body").order_by("-updated_at", "-pk")
    return {"listings": [Standing(row) for row in rows[:FEW]]}
