"""Template tags of shared infrastructure."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from enterprises.infrastructure.filters import Listings
from enterprises.infrastructure.models import InfrastructureListing
from enterprises.profiles.models import Enterprise
from portal.kit.postgres.prepared import Prepared

register = template.Library()
# A profile shows the newest; all of them stand in the list.
MAX_LISTINGS = 5


@register.inclusion_tag("enterprises/infrastructure/of_enterprise.html")
def infrastructure_of(enterprise: Enterprise) -> dict[str, Any]:
    """Return the enterprise's newest public offers and requests; in one query."""
    listings = _newest(enterprise=enterprise.pk, at=timezone.now())
    return {
        "enterprise": enterprise,
        "listings": listings[:MAX_LISTINGS],
        "has_more": len(listings) > MAX_LISTINGS,
    }


def _newest_of(enterprise: int, at: datetime) -> Listings:
    rows = InfrastructureListing.objects.public(at).filter(enterprise=enterprise)
    return rows.newest().defer("body")[: MAX_LISTINGS + 1]


_newest = Prepared(_newest_of, enterprise=int, at=datetime)
