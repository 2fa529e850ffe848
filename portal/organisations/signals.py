"""The body of today follows the rows, whoever changes them and however."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.organisations.models import Succession
from portal.organisations.models.succession import end_of


@receiver([post_save, post_delete], sender=Succession)
def _update_today(**rest: object) -> None:
    """Work out the end of each chain anew; there are a handful of rows."""
    if rest.get("raw"):
        return
    rows = list(Succession.objects.all())
    later = {row.former_id: row.successor_id for row in rows}
    for row in rows:
        # A ring, which two people can close at one moment, leaves the successor itself.
        today = end_of(row.successor_id, later) or row.successor_id
        if row.today_id != today:
            Succession.objects.filter(pk=row.pk).update(today=today)
