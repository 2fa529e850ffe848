"""The line on old pages that says which body told them, and which one is there today."""

from typing import Any

from django import template
from django.utils import timezone

from portal.organisations.former_bodies import issuer_of, publisher_on
from portal.publishing.models import Publication

register = template.Library()


@register.inclusion_tag("components/former_body.html")
def former_publisher(page: Publication, of: Publication | None = None) -> dict[str, Any]:
    """Return the former body that published a page found `with_successions`, if one did.

    For a translation, the day of the page that it is `of` counts.
    """
    published_at = (of or page).published_at
    day = timezone.localdate(published_at) if published_at else None
    return {"body": publisher_on(page, day), "year": day and day.year}


@register.inclusion_tag("components/former_body.html")
def former_issuer(page: Publication, organisation: int) -> dict[str, Any]:
    """Return the former body that issued a document found `with_successions`, if one did."""
    return {"body": issuer_of(page, organisation), "is_issuer": True}
