"""Template tags for the logo in the head of pages and the label in their feet."""

from functools import cache
from pathlib import Path
from urllib.parse import quote

from django import template
from django.conf import settings

from portal.branding.brand import Brand
from portal.branding.views import HEAD, drawing_path

register = template.Library()


@register.simple_tag
def brand_drawing(known: Brand, form: str | int = HEAD) -> str:
    """Return the address of logo or label in one of its forms; empty where there is none."""
    return drawing_path(known, str(form))


@register.simple_tag
@cache
def own_icon() -> str:
    """Return the drawn icon as a `data:` address: a first visit asks for one file less."""
    drawing = Path(settings.BASE_DIR, "static", "img", "favicon.svg").read_text(encoding="utf-8")
    return f"data:image/svg+xml,{quote(drawing.strip(), safe='/:,;()=')}"
