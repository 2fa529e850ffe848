"""Obstacles on two first pages: the enterprise's own, and for the staff those that wait."""

from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.briefings.models import ActionItem, Progress
from enterprises.kit.panels import DeskPanel
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel, Waiting

MAX_OWN: Final = 3
MAX_ROWS: Final = 10


def obstacles_panel(me: Representative) -> DeskPanel:
    """Return the enterprise's last obstacles, with a link to raise one."""
    context = {"items": list(me.enterprise.action_items.all()[:MAX_OWN])}
    return DeskPanel("enterprises/briefings/desk/panel.html", context)


def waiting_obstacles_panel(user: User) -> Panel | None:
    """Return the new and the late obstacles, the longest late first."""
    if not edits(user):
        return None
    rows = _new_or_late().select_related("enterprise")
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    context = {"items": list(rows[:MAX_ROWS]), "most": MAX_ROWS}
    return Panel("admin/dashboard/obstacles.html", context)


def obstacles_waiting(user: User) -> list[Waiting]:
    """Return the new and the late obstacles."""
    if not edits(user):
        return []
    label = _("Obstacles that wait for somebody")
    return [Waiting("vuong-mac", label, (_new_or_late(),), panel=waiting_obstacles_panel)]


def _new_or_late() -> QuerySet[ActionItem]:
    late = Q(due_on__lt=timezone.localdate())
    return ActionItem.objects.open().filter(Q(progress=Progress.RAISED) | late)
