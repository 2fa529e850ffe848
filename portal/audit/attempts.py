"""Failures and refusals in the record, bounded: who tries a thousand times fills no chain.

The first of an hour, by the same person in the same network, is an entry at once. Those that follow
are counted, and one more entry says how many there were once the hour is over. Beyond so many
different ones an hour all others are one: a thousand addresses are stopped like a thousand tries.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.tasks import task
from django.utils import timezone

from portal.audit.chain import canonical_json
from portal.audit.models import Action, Attempt
from portal.audit.recording import Person, record
from portal.kit.proxies import network_of

# Different ones an hour, of one action.
MAX_ENTRIES: Final = 200
# Different values of one detail, such as the addresses that were asked for.
MAX_DETAILS: Final = 20
_OTHERS: Final = "others"

type Details = dict[str, list[str | bool]]


def record_attempt(
    action: Action,
    *,
    by: Person | None = None,
    subject: Person | None = None,
    ip: str,
    details: Details,
) -> None:
    """Write down what failed, at once or, where it has failed before in this hour, as a count."""
    now = timezone.now()
    try:
        with transaction.atomic():
            _count(action, by, subject, ip, details, now)
    except IntegrityError:
        # Two came first at the same moment; now there is a row to count in.
        with transaction.atomic():
            _count(action, by, subject, ip, details, now)


def _count(
    action: Action,
    by: Person | None,
    subject: Person | None,
    ip: str,
    details: Details,
    now: datetime,
) -> None:
    hour = now.replace(minute=0, second=0, microsecond=0)
    people = [person.pk if person else None for person in (by, subject)]
    key = hashlib.sha256(
        canonical_json({"what": [action.value, *people, network_of(ip), sorted(details)]}).encode()
    ).hexdigest()
    if _counted_again(hour, key, details, now):
        return
    if Attempt.objects.filter(hour=hour, action=action.value).count() >= MAX_ENTRIES:
        key, by, subject, ip, details = f"{_OTHERS}:{action.value}", None, None, "", {_OTHERS: []}
        if _counted_again(hour, key, {}, now):
            return
    Attempt.objects.create(
        hour=hour,
        key=key,
        action=action.value,
        actor_id=by.pk if by else None,
        subject_id=subject.pk if subject else None,
        ip=ip,
        details=details,
        first_at=now,
        last_at=now,
    )
    whom: Any = subject or by
    record(action, by=by, subject=whom, new=_plain(details), ip=ip)


def _counted_again(hour: datetime, key: str, details: Details, now: datetime) -> bool:
    """Return whether it has failed before in this hour; then it is counted."""
    row = Attempt.objects.select_for_update().filter(hour=hour, key=key).first()
    if row is None:
        return False
    row.times += 1
    row.last_at = now
    for name, values in details.items():
        known = row.details.setdefault(name, [])
        known.extend([each for each in values if each not in known][: MAX_DETAILS - len(known)])
    row.save(update_fields=["times", "last_at", "details"])
    return True


def _plain(details: Details) -> dict[str, object]:
    return {name: values[0] if len(values) == 1 else values for name, values in details.items()}


@task
def write_counts() -> int:
    """Write how often what failed did so in the hours that are over; return how many entries."""
    written = 0
    over = timezone.now() - timedelta(hours=1)
    for pk in list(Attempt.objects.filter(hour__lte=over).values_list("pk", flat=True)):
        with transaction.atomic():
            rows = Attempt.objects.select_for_update(skip_locked=True, of=("self",))
            row = rows.select_related("actor", "subject").filter(pk=pk).first()
            if row is None:
                continue
            if row.times > 1:
                _write_count(row)
                written += 1
            row.delete()
    return written


def _write_count(row: Attempt) -> None:
    counted = {
        "times": row.times,
        "since": row.first_at.isoformat(timespec="seconds"),
        "last": row.last_at.isoformat(timespec="seconds"),
    }
    record(
        Action(row.action),
        by=row.actor,
        subject=row.subject or row.actor,
        new=_plain(row.details) | counted,
        ip=row.ip,
    )
