from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.freshness.confirming import asked_from, hidden_from, last_of
from enterprises.kit.waiting import Urgency, Waiting, tell
from portal.publishing.models import State

register = template.Library()


@register.inclusion_tag("enterprises/freshness/panel.html", takes_context=True)
def desk_freshness_panel(context: Any) -> dict[str, Any]:
    """Until when the profile counts as true, and the way to confirm it."""
    enterprise, now = context["me"].enterprise, timezone.now()
    last = last_of(enterprise)
    is_published = enterprise.state == State.PUBLISHED
    is_hidden = enterprise.lapses_at is not None and enterprise.lapses_at <= now
    is_due = last is None or asked_from(last) <= now
    url = reverse("enterprises:desk_still_right")
    if is_published and is_hidden:
        text = _("Confirm the profile: readers do not see it now")
        tell(context, Waiting(text, url, Urgency.LATE))
    elif is_published and is_due:
        tell(context, Waiting(_("Look the profile over and confirm it"), url, Urgency.DUE))
    return {
        "last": last,
        "is_published": is_published,
        "is_hidden": is_hidden,
        "is_due": is_due,
        "ask_from": asked_from(last) if last else None,
        "hidden_from": hidden_from(last) if last else None,
    }
