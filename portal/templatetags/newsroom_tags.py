"""What several screens of the newsroom show of a page."""

from typing import Any

from django import template

from portal.newsroom.pointing import MOST, pages_pointing_to
from portal.publishing.models import Publication

register = template.Library()


@register.inclusion_tag("admin/publication/pointing.html", takes_context=True)
def pointing_pages(context: Any, publication: Publication, goes: bool = False) -> dict[str, Any]:
    """The pages with a link to this one; `goes` where readers are about to lose it."""
    pages = pages_pointing_to(publication, context["request"].user)
    return {"pages": pages, "goes": goes, "most": MOST}
