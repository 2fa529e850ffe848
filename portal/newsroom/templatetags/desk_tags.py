"""The panels of the work desk, each named in the admin's first page."""

from typing import Any

from django import template

from portal.editing.quote_notices import MAX_ROWS as MAX_NOTICES
from portal.editing.quote_notices import correcting_address, notices_for
from portal.emergency.models import Emergency
from portal.newsroom.bundles.collecting import open_to
from portal.newsroom.dead_links import MAX_ROWS as MAX_DEAD
from portal.newsroom.dead_links import dead_links
from portal.newsroom.desk import DAYS_AHEAD, MAX_ROWS, PATIENCE, Desk
from portal.search.unfound import SHOWN

register = template.Library()


def _desk(context: Any) -> Desk:
    """The desk of who asks; its lists are shared by the panels of a page."""
    request = context["request"]
    if not hasattr(request, "_desk"):
        request._desk = Desk(request.user)
    desk: Desk = request._desk
    return desk


@register.inclusion_tag("admin/desk/to_decide.html", takes_context=True)
def desk_to_decide(context: Any) -> dict[str, Any]:
    """Texts that wait for this publisher's decision; nothing for who does not publish."""
    return {"desk": _desk(context), "most": MAX_ROWS}


@register.inclusion_tag("admin/desk/mine.html", takes_context=True)
def desk_mine(context: Any) -> dict[str, Any]:
    """One's own texts: changes asked for, drafts, and what was sent."""
    return {"desk": _desk(context), "most": MAX_ROWS}


@register.inclusion_tag("admin/desk/overdue.html", takes_context=True)
def desk_overdue(context: Any) -> dict[str, Any]:
    """What has waited too long; nothing where nothing has."""
    return {"desk": _desk(context), "days": PATIENCE.days, "most": MAX_ROWS}


@register.inclusion_tag("admin/desk/late.html", takes_context=True)
def desk_late(context: Any) -> dict[str, Any]:
    """What should have been public before today; and holidays that are missing for reckoning it."""
    return {"desk": _desk(context), "most": MAX_ROWS}


@register.inclusion_tag("admin/desk/forced.html", takes_context=True)
def desk_forced(context: Any) -> dict[str, Any]:
    """What was published in a hurry and that nobody else has read yet."""
    return {"desk": _desk(context)}


@register.inclusion_tag("admin/desk/english.html", takes_context=True)
def desk_english(context: Any) -> dict[str, Any]:
    """English texts whose Vietnamese has moved on; nothing where all follow it."""
    return {"versions": _desk(context).outdated_english, "most": MAX_ROWS}


@register.inclusion_tag("admin/desk/emergency_waiting.html", takes_context=True)
def desk_emergency(context: Any) -> dict[str, Any]:
    """The declaration of an emergency that waits for this publisher, or for another one."""
    desk = _desk(context)
    rows = Emergency.objects.waiting().select_related("asked_by")
    return {"desk": desk, "waiting": rows.first() if desk.publishes else None}


@register.inclusion_tag("admin/desk/unfound.html", takes_context=True)
def desk_unfound(context: Any) -> dict[str, Any]:
    """What readers searched and did not find; nothing where they found everything."""
    return {"desk": _desk(context), "days": SHOWN.days}


@register.inclusion_tag("admin/desk/coming.html", takes_context=True)
def desk_coming(context: Any) -> dict[str, Any]:
    """What appears by itself in the next days."""
    return {"desk": _desk(context), "days": DAYS_AHEAD}


@register.inclusion_tag("admin/desk/bundles.html", takes_context=True)
def desk_bundles(context: Any) -> dict[str, Any]:
    """Bundles that wait for their release; nothing where none is being collected."""
    return {"bundles": open_to(_desk(context).user, most=MAX_ROWS)}


@register.inclusion_tag("admin/desk/dead_links.html", takes_context=True)
def desk_dead_links(context: Any) -> dict[str, Any]:
    """Links on public pages that lead nowhere, with who should mend them."""
    desk = _desk(context)
    return {"links": dead_links(desk.user), "most": MAX_DEAD}


@register.inclusion_tag("admin/desk/quote_notices.html", takes_context=True)
def desk_quote_notices(context: Any) -> dict[str, Any]:
    """Pages that quote a figure which was corrected since; nothing where there is none."""
    desk = _desk(context)
    rows = notices_for(desk.user).filter(closed_at=None)[:MAX_NOTICES]
    notices = [(notice, correcting_address(notice)) for notice in rows]
    return {"notices": notices, "most": MAX_NOTICES}
