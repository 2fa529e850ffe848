"""Panels on the desk of an enterprise: applications and projects."""

from enterprises.kit.panels import DeskPanel
from enterprises.profiles.models import Representative
from projects.support.services import applications_of
from projects.work.models import Participation, Project

# A panel shows the newest; the rest stands on its page.
MAX_ROWS = 4


def support_panel(me: Representative) -> DeskPanel:
    """Return the last applications for support, in one query."""
    context = {"applications": list(applications_of(me.enterprise)[:MAX_ROWS])}
    return DeskPanel("projects/desk/support_panel.html", context)


def participations_panel(me: Representative) -> DeskPanel:
    """Return the public projects in which the enterprise takes part, in one query."""
    public = Project.objects.public().values("pk")
    rows = Participation.objects.filter(enterprise=me.enterprise, project__in=public)
    rows = rows.select_related("project").only("role", "state", "project__title", "project__path")
    context = {"participations": list(rows.order_by("-pk")[: MAX_ROWS + 1]), "few": MAX_ROWS}
    return DeskPanel("projects/desk/participations_panel.html", context)
