"""What waits for the enterprise, above the panels that tell it."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from enterprises.kit.waiting import in_turn

register = template.Library()


@register.simple_block_tag(takes_context=True)
def desk_with_what_waits(context: Any, content: str) -> SafeString:
    """The panels inside, and before them what they told of: they are rendered first."""
    waits = in_turn(context["waits"])
    above = render_to_string("enterprises/desk/waiting.html", {"waits": waits})
    # Both are templates' work and escaped there.
    return mark_safe(above + content)  # noqa: S308
