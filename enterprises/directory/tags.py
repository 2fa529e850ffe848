from django import template

from enterprises.profiles.models import Enterprise

register = template.Library()


@register.simple_tag
def sample_enterprises(count: int = 4) -> list[Enterprise]:
    """Return a few public enterprises by name; the page marks the made-up ones."""
    return list(Enterprise.objects.public().for_lists().by_name()[:count])
