"""Template tags of shared infrastructure."""

from typing import Any

from django import template

from enterprises.infrastructure.filters import public_listings
from enterprises.profiles.models import Enterprise

register = template.Library()
# A profile shows the newest; all of them stand in the list.
MAX_LISTINGS = 5


@register.inclusion_tag("enterprises/infrastructure/of_enterprise.html")
def infrastructure_of(enterprise: Enterprise) -> dict[str, Any]:
    """Return the enterprise's newest public offers and requests; in one query."""
    rows = public_listings().filter(enterprise=enterprise).newest().defer("body")
    return {"listings": list(rows[:MAX_LISTINGS])}
