"""The way from a screen of the admin to the section of the handbook that is about it."""

from django import template

from portal.kit.text.markdown import Heading
from portal.newsroom.handbook import section_about

register = template.Library()


@register.simple_tag
def handbook_section(options: object) -> Heading | None:
    """The section about the records of these model options; nothing where there is none."""
    model = getattr(options, "model", None)
    return section_about(model) if model is not None else None
