"""The yearly question “is it still right?”: who is asked when, and never twice for one turn."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, F, OuterRef, Subquery, Value
from django.db.models.functions import Greatest
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from enterprises.freshness.models import Confirmation, ConfirmedVia
from enterprises.freshness.services import due_at, hidden_from, token_for
from enterprises.profiles.models import Enterprise, can_be_reminded
from portal.publishing.models import Publication, State
from portal.publishing.services import set_lapse
from portal.tasks.letters import send

# Of one run; who is left is asked on the next day.
MAX_ROWS: Final = 1_000


def add_missing_confirmations(now: datetime) -> None:
    """Let each published profile have a day from which it grows older, and lapse accordingly.

    What stood here before anybody was asked is asked first, however old it is.
    """
    known = Confirmation.objects.current().values("enterprise")
    new = Enterprise.objects.filter(state=State.PUBLISHED).exclude(pk__in=known)
    earliest = Value(now - settings.ENTERPRISE_ASK_AFTER, output_field=DateTimeField())
    counted = new.annotate(since=Greatest("published_at", "created_at", earliest))
    rows = [
        Confirmation(enterprise_id=key, at=since, via=ConfirmedVia.PUBLICATION)
        for key, since in counted.values_list("pk", "since").iterator()
    ]
    # Somebody may confirm meanwhile.
    Confirmation.objects.bulk_create(rows, batch_size=1_000, ignore_conflicts=True)
    _update_lapses()


def _update_lapses() -> None:
    """Let profiles lapse as the setting says today, should it have been another."""
    last = Confirmation.objects.current().filter(enterprise=OuterRef("pk"))
    due = Subquery(last.values(due=F("at") + Value(settings.ENTERPRISE_HIDDEN_AFTER))[:1])
    pages = Publication.objects.filter(kind=Enterprise.KIND, state=State.PUBLISHED)
    other = pages.annotate(due=due).exclude(due=None).exclude(lapses_at=F("due"))
    set_lapse(Publication.objects.filter(pk__in=other.values("pk")), at=due)


@task
def ask_enterprises() -> int:
    """Ask each enterprise whose turn it is whether its profile is still right."""
    return send_due_questions()


def send_due_questions(now: datetime | None = None) -> int:
    """Ask every enterprise whose turn it is, once for each turn; return how many."""
    now = now or timezone.now()
    add_missing_confirmations(now)
    # A clock that was ahead has asked: the next pause begins now, not on that day.
    Confirmation.objects.current().filter(reminded_at__gt=now).update(reminded_at=now)
    rows = Confirmation.objects.filter(due_at(now), can_be_reminded("enterprise"))
    keys = rows.order_by("at").values_list("pk", flat=True)
    return sum(_ask(key, now) for key in list(keys[:MAX_ROWS]))


@transaction.atomic
def _ask(key: int, now: datetime) -> bool:
    """Ask one enterprise; the letter and that it was sent are kept together, or neither is."""
    rows = Confirmation.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.select_related("enterprise").filter(due_at(now), pk=key).first()
    if found is None or not (to := found.enterprise.addresses_to_remind()):
        # Where nothing goes out, nobody was asked: whom it has tomorrow still is.
        return False
    found.reminders, found.reminded_at = found.reminders + 1, now
    found.save(update_fields=["reminders", "reminded_at"])
    send(
        "still_right",
        to=to,
        enterprise=found.enterprise,
        since=timezone.localdate(found.at),
        hidden_from=timezone.localdate(hidden_from(found)),
        times=found.reminders,
        days=settings.ENTERPRISE_LINK_LIFE // timedelta(days=1),
        link=settings.SITE_URL + reverse("enterprises:still_right", args=[token_for(found)]),
    )
    return True
