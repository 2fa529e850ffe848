"""Which obstacles wait for the staff: new ones and late ones."""

from typing import Any, Final

from django.db.models import F, Q
from django.utils import timezone

from enterprises.models import ActionItem, Progress
from portal.accounts.roles import EDIT, PUBLISH

MOST: Final = 10


def keeps_the_register(user: Any) -> bool:
    """Whether somebody reads and answers what enterprises tell in confidence."""
    return bool(user.has_perm(EDIT) or user.has_perm(PUBLISH))


def waiting_for(user: Any) -> list[ActionItem]:
    """What nobody has taken up yet and what is late, the longest late first."""
    if not keeps_the_register(user):
        return []
    late = Q(due_on__lt=timezone.localdate())
    rows = ActionItem.objects.open().filter(Q(progress=Progress.RAISED) | late)
    return list(
        rows.select_related("enterprise").order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST]
    )
