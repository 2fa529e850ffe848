"""Links to the form, on the pages that can be followed."""

from django import template
from django.template import Context

from portal.publishing.models import Section, Topic
from portal.publishing.models.kinds import kinds

register = template.Library()


@register.simple_tag(takes_context=True)
def follow_here(context: Context) -> tuple[str, str]:
    """Return kind and key of the topic, section or list that a page shows; no query."""
    for name, kind, model in (("topic", "chu-de", Topic), ("section", "chuyen-muc", Section)):
        row = context.get(name)
        if isinstance(row, model):
            return kind, str(row.pk)
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return "", ""
    lists = (kind for kind, model in kinds().items() if match.view_name == model.LIST_VIEW)
    found = next(lists, "")
    return ("danh-sach", found) if found else ("", "")
