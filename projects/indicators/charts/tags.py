"""The code that shows a chart on another site."""

from typing import Final

from django import template
from django.conf import settings
from django.utils.html import format_html

register = template.Library()
# The picture at the width of a phone, its sentence above, source and terms below.
HEIGHT: Final = 640


@register.simple_tag
def embed_code(path: str, title: str) -> str:
    """Return the frame as HTML; shown as text, for others to copy."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        f"{settings.SITE_URL}{path}",
        title,
        HEIGHT,
    )
