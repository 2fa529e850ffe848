"""The index of published information on the first page of the staff."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel, Waiting
from portal.published_index.status import (
    MAX_ROWS,
    SOON,
    IndexEntry,
    due_soon,
    first_entries,
    out_of_date,
)


def out_of_date_panel(user: User) -> Panel | None:
    """Return what of the index should have changed by now."""
    return _panel(first_entries(out_of_date()), is_late=True) if edits(user) else None


def due_soon_panel(user: User) -> Panel | None:
    """Return what of the index should change in the next days."""
    return _panel(first_entries(due_soon()), is_late=False) if edits(user) else None


def _panel(entries: list[IndexEntry], *, is_late: bool) -> Panel:
    context = {"entries": entries, "is_late": is_late, "days": SOON.days, "most": MAX_ROWS}
    return Panel("admin/dashboard/published_index.html", context)


def published_index_waiting(user: User) -> list[Waiting]:
    """Return what of the index should have changed by now, and what should in the next days."""
    if not edits(user):
        return []
    past, coming = _("Published information is out of date"), _("Published information to renew")
    return [
        Waiting("cong-khai-qua-han", past, (out_of_date(),), panel=out_of_date_panel, is_late=True),
        Waiting("cong-khai", coming, (due_soon(),), panel=due_soon_panel),
    ]
