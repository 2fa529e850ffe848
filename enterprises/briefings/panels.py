"""Obstacles on two first pages: the enterprise's own, and for the staff those that wait."""

from typing import Final

from django.db.models import F, Q
from django.utils import timezone

from enterprises.briefings.desk_views import obstacles_of
from enterprises.briefings.models import ActionItem, Progress
from enterprises.kit.panels import DeskPanel
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel

MAX_OWN: Final = 3
MAX_ROWS: Final = 10


def obstacles_panel(me: Representative) -> DeskPanel:
    """Return what the enterprise raised last, and the way to raise more."""
    context = {"items": obstacles_of(me, most=MAX_OWN)}
    return DeskPanel("enterprises/desk/obstacles_panel.html", context)


def waiting_obstacles_panel(user: User) -> Panel | None:
    """Return what nobody has taken up yet and what is late, the longest late first."""
    if not edits(user):
        return None
    late = Q(due_on__lt=timezone.localdate())
    rows = ActionItem.objects.open().filter(Q(progress=Progress.RAISED) | late)
    rows = rows.select_related("enterprise").order_by(F("due_on").asc(nulls_last=True), "pk")
    context = {"items": list(rows[:MAX_ROWS]), "most": MAX_ROWS}
    return Panel("admin/dashboard/obstacles.html", context)
