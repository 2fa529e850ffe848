from django import template

from enterprises.freshness.services import is_stale, last_confirmation
from enterprises.profiles.models import Enterprise

register = template.Library()


@register.inclusion_tag("enterprises/freshness/line.html")
def freshness_line(enterprise: Enterprise) -> dict[str, object]:
    """Return the last confirmation, and whether the profile may be out of date."""
    last = last_confirmation(enterprise)
    return {"confirmation": last, "is_stale": last is not None and is_stale(last)}
