"""Which obstacles wait for the staff: new ones and late ones."""

from typing import Any, Final

from django.db.models import F, Q
from django.utils import timezone

from enterprises.briefings.models import ActionItem, Progress
from portal.accounts.roles import edits

MAX_ROWS: Final = 10


def waiting_for(user: Any) -> list[ActionItem]:
    """What nobody has taken up yet and what is late, the longest late first."""
    if not edits(user):
        return []
    late = Q(due_on__lt=timezone.localdate())
    rows = ActionItem.objects.open().filter(Q(progress=Progress.RAISED) | late)
    return list(
        rows.select_related("enterprise").order_by(F("due_on").asc(nulls_last=True), "pk")[
            :MAX_ROWS
        ]
    )
