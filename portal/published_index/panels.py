"""The index of published information on the first page of the staff."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel, Waiting
from portal.published_index.status import MAX_ROWS, SOON, late_or_due_soon, to_be_renewed


def published_index_panel(user: User) -> Panel | None:
    """Return what of the index is late or due soon."""
    if not edits(user):
        return None
    context = {"entries": late_or_due_soon(), "days": SOON.days, "most": MAX_ROWS}
    return Panel("admin/dashboard/published_index.html", context)


def published_index_waiting(user: User) -> list[Waiting]:
    """Return what of the index should have changed by now, and what should in the next days."""
    if not edits(user):
        return []
    today, items = timezone.localdate(), to_be_renewed()
    late = items.filter(renewed_by__lt=today)
    soon = items.filter(renewed_by__gte=today, renewed_by__lte=today + SOON)
    panel = published_index_panel
    past, coming = _("Published information is out of date"), _("Published information to renew")
    return [
        Waiting("cong-khai-qua-han", past, (late,), panel=panel, is_late=True),
        Waiting("cong-khai", coming, (soon,), panel=panel),
    ]
