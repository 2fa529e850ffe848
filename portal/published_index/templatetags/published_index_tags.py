"""The index of published information on the work desk of the staff."""

from typing import Any

from django import template

from portal.accounts.roles import edits
from portal.published_index.status import MAX_ROWS, SOON, late_or_due_soon

register = template.Library()


@register.inclusion_tag("admin/desk/published_index.html", takes_context=True)
def desk_published_index(context: Any) -> dict[str, Any]:
    """Return what of the index is late or due soon; nothing where all is on time."""
    if not edits(context["request"].user):
        return {}
    return {"entries": late_or_due_soon(), "days": SOON.days, "most": MAX_ROWS}
