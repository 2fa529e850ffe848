"""The index of published information on the first page of the staff."""

from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel
from portal.published_index.status import MAX_ROWS, SOON, late_or_due_soon


def published_index_panel(user: User) -> Panel | None:
    """Return what of the index is late or due soon."""
    if not edits(user):
        return None
    context = {"entries": late_or_due_soon(), "days": SOON.days, "most": MAX_ROWS}
    return Panel("admin/dashboard/published_index.html", context)
