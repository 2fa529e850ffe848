"""The newsroom's panels on the first page of the staff; each returns None where it says nothing."""

from portal.accounts.models import User
from portal.editing.quote_notices import MAX_ROWS as MAX_NOTICES
from portal.editing.quote_notices import correcting_address, notices_for
from portal.emergency.models import Emergency
from portal.kit.panels import Panel
from portal.newsroom.bundles.collecting import open_to
from portal.newsroom.dashboard import DAYS_AHEAD, MAX_ROWS, PATIENCE, Dashboard
from portal.newsroom.dead_links import MAX_ROWS as MAX_DEAD
from portal.newsroom.dead_links import dead_links
from portal.search.unfound import SHOWN


def emergency_panel(user: User) -> Panel | None:
    """Return the declaration of an emergency that waits for this publisher, or for another one."""
    if not Dashboard(user).publishes:
        return None
    waiting = Emergency.objects.waiting().select_related("asked_by").first()
    return Panel("admin/dashboard/emergency_waiting.html", {"waiting": waiting})


def forced_panel(user: User) -> Panel:
    """Return what was published in a hurry and that nobody else has read yet."""
    return _panel("forced", user)


def overdue_panel(user: User) -> Panel:
    """Return what has waited too long."""
    return _panel("overdue", user, days=PATIENCE.days)


def late_panel(user: User) -> Panel:
    """Return what should have been public before today, and missing holidays to reckon it with."""
    return _panel("late", user)


def to_decide_panel(user: User) -> Panel:
    """Return texts that wait for this publisher's decision."""
    return _panel("to_decide", user)


def bundles_panel(user: User) -> Panel:
    """Return bundles that wait for their release."""
    return Panel("admin/dashboard/bundles.html", {"bundles": open_to(user, most=MAX_ROWS)})


def mine_panel(user: User) -> Panel:
    """Return one's own texts: changes asked for, drafts, and what was sent."""
    return _panel("mine", user)


def quote_notices_panel(user: User) -> Panel:
    """Return pages that quote a figure which was corrected since."""
    rows = notices_for(user).filter(closed_at=None)[:MAX_NOTICES]
    notices = [(notice, correcting_address(notice)) for notice in rows]
    context = {"notices": notices, "most": MAX_NOTICES}
    return Panel("admin/dashboard/quote_notices.html", context)


def dead_links_panel(user: User) -> Panel:
    """Return links on public pages that lead nowhere, with who should mend them."""
    context = {"links": dead_links(user), "most": MAX_DEAD}
    return Panel("admin/dashboard/dead_links.html", context)


def english_panel(user: User) -> Panel:
    """Return English texts whose Vietnamese has moved on."""
    context = {"versions": Dashboard(user).outdated_english, "most": MAX_ROWS}
    return Panel("admin/dashboard/english.html", context)


def coming_panel(user: User) -> Panel:
    """Return what appears by itself in the next days."""
    return _panel("coming", user, days=DAYS_AHEAD)


def unfound_panel(user: User) -> Panel:
    """Return what readers searched and did not find."""
    return _panel("unfound", user, days=SHOWN.days)


def _panel(name: str, user: User, **context: int) -> Panel:
    shared = {"dashboard": Dashboard(user), "most": MAX_ROWS}
    return Panel(f"admin/dashboard/{name}.html", shared | context)
