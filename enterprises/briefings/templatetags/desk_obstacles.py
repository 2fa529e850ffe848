"""Obstacles on two desks: the enterprise's, with its own, and the staff's, with what waits."""

from typing import Any

from django import template

from enterprises.briefings.desk_views import obstacles_of
from enterprises.briefings.waiting import MAX_ROWS, waiting_for

register = template.Library()
SHOWN = 3


@register.inclusion_tag("enterprises/desk/obstacles_panel.html", takes_context=True)
def desk_obstacles_panel(context: Any) -> dict[str, Any]:
    """What the enterprise raised last, and the way to raise more."""
    return {"items": obstacles_of(context["me"], most=SHOWN)}


@register.inclusion_tag("admin/dashboard/obstacles.html", takes_context=True)
def staff_obstacles(context: Any) -> dict[str, Any]:
    """What nobody has taken up, and what is late; nothing where there is none."""
    return {"items": waiting_for(context["request"].user), "most": MAX_ROWS}
