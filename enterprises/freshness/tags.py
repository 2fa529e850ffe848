from django import template

from enterprises.freshness.services import last_confirmation, stale_words
from portal.publishing.models import Publication

register = template.Library()


@register.inclusion_tag("enterprises/freshness/line.html")
def freshness_line(enterprise: Publication) -> dict[str, object]:
    """Return the last confirmation, and what to say where the profile may be out of date."""
    last = last_confirmation(enterprise)
    return {"confirmation": last, "stale_text": stale_words(last)}
