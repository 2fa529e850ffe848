"""Support on two first pages: an enterprise's own, and for the staff what waits for an answer."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.kit.panels import DeskPanel
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel, Waiting
from portal.publishing.models import heavy_columns
from portal.publishing.models.access import section_rule
from projects.support.services import applications_of
from projects.work.models import Application, ApplicationOutcome, Participation, Project

# A panel shows the newest; the rest stands on its page.
MAX_ROWS = 4
MAX_WAITING = 10


def support_panel(me: Representative) -> DeskPanel:
    """Return the last applications for support, in one query."""
    context = {"applications": list(applications_of(me.enterprise)[:MAX_ROWS])}
    return DeskPanel("projects/support/desk/panel.html", context)


def participations_panel(me: Representative) -> DeskPanel:
    """Return the public projects in which the enterprise takes part, in one query."""
    public = Project.objects.public().values("pk")
    rows = Participation.objects.filter(enterprise=me.enterprise, project__in=public)
    rows = rows.select_related("project").only("role", "state", "project__title", "project__path")
    context = {
        "participations": list(rows.order_by("-pk")[: MAX_ROWS + 1]),
        "few": MAX_ROWS,
        "enterprise": me.enterprise,
    }
    return DeskPanel("projects/support/desk/participations_panel.html", context)


def applications_panel(user: User) -> Panel | None:
    """Return the applications that wait for an answer, the oldest first."""
    if not edits(user):
        return None
    rows = _waiting(user).select_related("enterprise", "call").defer(*heavy_columns("enterprise"))
    context = {"applications": list(rows.order_by("applied_on", "pk")[:MAX_WAITING])}
    return Panel("admin/dashboard/applications.html", context | {"most": MAX_WAITING})


def applications_waiting(user: User) -> list[Waiting]:
    """Return the applications that wait for an answer, for those who keep them."""
    if not edits(user):
        return []
    label = _("Applications for support that wait for an answer")
    return [Waiting("de-nghi-ho-tro", label, (_waiting(user),), panel=applications_panel)]


def _waiting(user: User) -> QuerySet[Application]:
    rows = Application.objects.filter(outcome=ApplicationOutcome.WAITING)
    return rows.filter(section_rule(user, "call__project__"))
