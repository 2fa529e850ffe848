"""The generation of what the public sees; caches keep their pages under it."""

from django.db import transaction
from django.db.models import F

from portal.publishing.models import Generation


def move_on() -> None:
    """Say that what the public sees has changed; part of the transaction that changes it."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "The generation moves on inside the transaction that publishes."
        )
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1):
        Generation.objects.create(pk=1, number=1)


def current() -> int:
    """The number that stands in the database now; 0 before the first change."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0
