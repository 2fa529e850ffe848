"""The panels that the department's work puts on the desk of an enterprise."""

from typing import Any

from django import template
from django.template import Context

from enterprises.profiles.models import Representative
from projects.support.asking import applications_of
from projects.work.models import Participation, Project

register = template.Library()
# A panel shows the newest; the rest stands on its page.
FEW = 4


@register.inclusion_tag("projects/desk/support_panel.html", takes_context=True)
def desk_support_panel(context: Context) -> dict[str, Any]:
    """The last applications for support, in one query."""
    me: Representative = context["me"]
    return {"applications": list(applications_of(me.enterprise)[:FEW])}


@register.inclusion_tag("projects/desk/participations_panel.html", takes_context=True)
def desk_participations_panel(context: Context) -> dict[str, Any]:
    """The public projects in which the enterprise takes part, in one query."""
    me: Representative = context["me"]
    public = Project.objects.public().values("pk")
    rows = Participation.objects.filter(enterprise=me.enterprise, project__in=public)
    rows = rows.select_related("project").only("role", "state", "project__title", "project__path")
    return {"participations": list(rows.order_by("-pk")[: FEW + 1]), "few": FEW}
