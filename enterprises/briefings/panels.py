"""Obstacles on two first pages: the enterprise's own, and for the staff those that wait."""

from typing import Final

from django.db.models import F, Q
from django.utils import timezone

from enterprises.briefings.models import ActionItem, Progress
from enterprises.kit.panels import DeskPanel
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel

MAX_OWN: Final = 3
MAX_ROWS: Final = 10


def obstacles_panel(me: Representative) -> DeskPanel:
    """Return the enterprise's last obstacles, with a link to raise one."""
    context = {"items": list(me.enterprise.action_items.all()[:MAX_OWN])}
    return DeskPanel("enterprises/desk/obstacles_panel.html", context)


def waiting_obstacles_panel(user: User) -> Panel | None:
    """Return the new and the late obstacles, the longest late first."""
    if not edits(user):
        return None
    late = Q(due_on__lt=timezone.localdate())
    rows = ActionItem.objects.open().filter(Q(progress=Progress.RAISED) | late)
    rows = rows.select_related("enterprise").order_by(F("due_on").asc(nulls_last=True), "pk")
    context = {"items": list(rows[:MAX_ROWS]), "most": MAX_ROWS}
    return Panel("admin/dashboard/obstacles.html", context)
