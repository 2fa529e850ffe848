"""Confirmations on two first pages: the enterprise's own, and for the staff those still missing."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.freshness.services import due_from, for_the_staff, hidden_from, last_confirmation
from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel, Waiting
from portal.publishing.models import State
from portal.publishing.models.querysets import heavy_columns
from portal.publishing.models.visibility import HiddenReason, hidden_reasons

MAX_ROWS = 10


def confirmation_panel(me: Representative) -> DeskPanel:
    """Return until when the profile counts as true, and the way to confirm it."""
    enterprise, now = me.enterprise, timezone.now()
    last = last_confirmation(enterprise)
    context = {
        "last": last,
        "is_published": enterprise.state == State.PUBLISHED,
        "is_hidden": HiddenReason.LAPSED in hidden_reasons(enterprise, now),
        "is_due": last is None or due_from(last) <= now,
        "ask_from": due_from(last) if last else None,
        "hidden_from": hidden_from(last) if last else None,
    }
    to_do: tuple[ToDo, ...] = ()
    url = reverse("enterprises:desk_still_right")
    if context["is_published"] and context["is_hidden"]:
        text = _("Confirm the profile: readers do not see it now")
        to_do = (ToDo(text, url, Urgency.LATE),)
    elif context["is_published"] and context["is_due"]:
        to_do = (ToDo(_("Look the profile over and confirm it"), url, Urgency.DUE),)
    return DeskPanel("enterprises/freshness/desk/panel.html", context, to_do)


def unconfirmed_panel(user: User) -> Panel | None:
    """Return enterprises that no letter reaches; for who may telephone them and confirm."""
    if not edits(user):
        return None
    rows = for_the_staff().select_related("enterprise").order_by("at")
    rows = rows.defer(*heavy_columns("enterprise"))
    context = {"confirmations": list(rows[:MAX_ROWS]), "most": MAX_ROWS}
    return Panel("admin/dashboard/unconfirmed.html", context)


def unconfirmed_waiting(user: User) -> list[Waiting]:
    """Return enterprises that no letter reaches; for who may telephone them."""
    if not edits(user):
        return []
    label = gettext_lazy("Profiles that nobody has confirmed")
    return [Waiting("chua-xac-nhan", label, (for_the_staff(),), panel=unconfirmed_panel)]
