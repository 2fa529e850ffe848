"""Template tags for the logo in the head of pages and the label in their feet."""

from django import template

from portal.branding.brand import Brand
from portal.branding.views import HEAD, drawing_path

register = template.Library()


@register.simple_tag
def brand_drawing(known: Brand, form: str | int = HEAD) -> str:
    """Return the address of logo or label in one of its forms; empty where there is none."""
    return drawing_path(known, str(form))
