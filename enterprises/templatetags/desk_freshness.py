from typing import Any

from django import template
from django.utils import timezone

from enterprises.freshness.confirming import asked_from, hidden_from, last_of
from portal.publishing.models import State

register = template.Library()


@register.inclusion_tag("enterprises/freshness/panel.html", takes_context=True)
def desk_freshness_panel(context: Any) -> dict[str, Any]:
    """Until when the profile counts as true, and the way to confirm it."""
    enterprise, now = context["me"].enterprise, timezone.now()
    last = last_of(enterprise)
    return {
        "last": last,
        "is_published": enterprise.state == State.PUBLISHED,
        "is_hidden": enterprise.lapses_at is not None and enterprise.lapses_at <= now,
        "is_due": last is None or asked_from(last) <= now,
        "ask_from": asked_from(last) if last else None,
        "hidden_from": hidden_from(last) if last else None,
    }
