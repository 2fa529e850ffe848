"""Due days follow their obligation and the calendar, whoever changes either and however."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.obligations.duties import DutyQuerySet
from portal.obligations.models import Duty, Obligation, SpecialDay, work_calendar


@receiver(post_save, sender=Obligation)
def _obligation_saved(instance: Obligation, created: bool, raw: bool, **_rest: object) -> None:
    if not created and not raw:
        update_due_days(Duty.objects.filter(obligation=instance))


@receiver([post_save, post_delete], sender=SpecialDay)
def _calendar_changed(instance: SpecialDay, **rest: object) -> None:
    if rest.get("raw"):
        return
    # The day that the row had before is not known here, and there is one such change a month.
    update_due_days(Duty.objects.all())


@transaction.atomic
def update_due_days(duties: DutyQuerySet[Duty]) -> None:
    """Work out anew when these are due; rows change only where the day does."""
    calendar, known = work_calendar(), dict[tuple[date, int], date]()
    moved = defaultdict[date, list[int]](list)
    rows = duties.values_list("pk", "counted_from", "obligation__working_days", "due_on")
    for key, start, days, due in rows.iterator():
        if (start, days) not in known:
            known[start, days] = calendar.due(start, days)
        if known[start, days] != due:
            moved[known[start, days]].append(key)
    for due, keys in moved.items():
        Duty.objects.filter(pk__in=keys).update(due_on=due)
