"""The panels of the staff's first page, each named in the admin's first page."""

from typing import Any

from django import template

from portal.editing.quote_notices import MAX_ROWS as MAX_NOTICES
from portal.editing.quote_notices import correcting_address, notices_for
from portal.emergency.models import Emergency
from portal.newsroom.bundles.collecting import open_to
from portal.newsroom.dashboard import DAYS_AHEAD, MAX_ROWS, PATIENCE, Dashboard
from portal.newsroom.dead_links import MAX_ROWS as MAX_DEAD
from portal.newsroom.dead_links import dead_links
from portal.search.unfound import SHOWN

register = template.Library()


def _dashboard(context: Any) -> Dashboard:
    """The dashboard of who asks; its lists are shared by the panels of a page."""
    request = context["request"]
    if not hasattr(request, "_dashboard"):
        request._dashboard = Dashboard(request.user)
    dashboard: Dashboard = request._dashboard
    return dashboard


@register.inclusion_tag("admin/dashboard/to_decide.html", takes_context=True)
def desk_to_decide(context: Any) -> dict[str, Any]:
    """Texts that wait for this publisher's decision; nothing for who does not publish."""
    return {"dashboard": _dashboard(context), "most": MAX_ROWS}


@register.inclusion_tag("admin/dashboard/mine.html", takes_context=True)
def desk_mine(context: Any) -> dict[str, Any]:
    """One's own texts: changes asked for, drafts, and what was sent."""
    return {"dashboard": _dashboard(context), "most": MAX_ROWS}


@register.inclusion_tag("admin/dashboard/overdue.html", takes_context=True)
def desk_overdue(context: Any) -> dict[str, Any]:
    """What has waited too long; nothing where nothing has."""
    return {"dashboard": _dashboard(context), "days": PATIENCE.days, "most": MAX_ROWS}


@register.inclusion_tag("admin/dashboard/late.html", takes_context=True)
def desk_late(context: Any) -> dict[str, Any]:
    """What should have been public before today; and holidays that are missing for reckoning it."""
    return {"dashboard": _dashboard(context), "most": MAX_ROWS}


@register.inclusion_tag("admin/dashboard/forced.html", takes_context=True)
def desk_forced(context: Any) -> dict[str, Any]:
    """What was published in a hurry and that nobody else has read yet."""
    return {"dashboard": _dashboard(context)}


@register.inclusion_tag("admin/dashboard/english.html", takes_context=True)
def desk_english(context: Any) -> dict[str, Any]:
    """English texts whose Vietnamese has moved on; nothing where all follow it."""
    return {"versions": _dashboard(context).outdated_english, "most": MAX_ROWS}


@register.inclusion_tag("admin/dashboard/emergency_waiting.html", takes_context=True)
def desk_emergency(context: Any) -> dict[str, Any]:
    """The declaration of an emergency that waits for this publisher, or for another one."""
    dashboard = _dashboard(context)
    rows = Emergency.objects.waiting().select_related("asked_by")
    return {"dashboard": dashboard, "waiting": rows.first() if dashboard.publishes else None}


@register.inclusion_tag("admin/dashboard/unfound.html", takes_context=True)
def desk_unfound(context: Any) -> dict[str, Any]:
    """What readers searched and did not find; nothing where they found everything."""
    return {"dashboard": _dashboard(context), "days": SHOWN.days}


@register.inclusion_tag("admin/dashboard/coming.html", takes_context=True)
def desk_coming(context: Any) -> dict[str, Any]:
    """What appears by itself in the next days."""
    return {"dashboard": _dashboard(context), "days": DAYS_AHEAD}


@register.inclusion_tag("admin/dashboard/bundles.html", takes_context=True)
def desk_bundles(context: Any) -> dict[str, Any]:
    """Bundles that wait for their release; nothing where none is being collected."""
    return {"bundles": open_to(_dashboard(context).user, most=MAX_ROWS)}


@register.inclusion_tag("admin/dashboard/dead_links.html", takes_context=True)
def desk_dead_links(context: Any) -> dict[str, Any]:
    """Links on public pages that lead nowhere, with who should mend them."""
    dashboard = _dashboard(context)
    return {"links": dead_links(dashboard.user), "most": MAX_DEAD}


@register.inclusion_tag("admin/dashboard/quote_notices.html", takes_context=True)
def desk_quote_notices(context: Any) -> dict[str, Any]:
    """Pages that quote a figure which was corrected since; nothing where there is none."""
    dashboard = _dashboard(context)
    rows = notices_for(dashboard.user).filter(closed_at=None)[:MAX_NOTICES]
    notices = [(notice, correcting_address(notice)) for notice in rows]
    return {"notices": notices, "most": MAX_NOTICES}
