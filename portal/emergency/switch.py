"""The switch: each step on its own, in one transaction with its line in the audit record."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.audit.values import differences, snapshot
from portal.emergency import alerts
from portal.emergency.models import Emergency, announced_end


def request_declaration(emergency: Emergency, *, by: User) -> None:
    """Let a declaration wait for a second person; while one waits there is no other."""
    emergency.requested_by = by
    try:
        with transaction.atomic():
            emergency.save(force_insert=True)
            record(Action.ADDED, by=by, subject=emergency, new=snapshot(emergency))
    except IntegrityError as error:
        if _is_sent_again(emergency):
            return
        raise ValidationError(
            _("Another declaration waits already: confirm it or take it back first.")
        ) from error


def _is_sent_again(emergency: Emergency) -> bool:
    """Return whether the same person already waits with the same words and times.

    Then a button was pressed twice.
    """
    waits = (
        Emergency.objects.waiting()
        .filter(
            requested_by=emergency.requested_by,
            level=emergency.level,
            headline=emergency.headline,
            advice=emergency.advice,
            headline_en=emergency.headline_en,
            advice_en=emergency.advice_en,
        )
        .first()
    )
    return waits is not None and _announced_times(waits) == _announced_times(emergency)


def _announced_times(emergency: Emergency) -> tuple[datetime | None, datetime | None]:
    """Return start and end as somebody wrote them; None where the form was left empty.

    An empty start is the moment of the press: that has a fraction of a second, as no typed one.
    """
    start = None if emergency.starts_at.microsecond else emergency.starts_at
    return start, announced_end(emergency.starts_at, emergency.ends_at)


def declare(emergency: Emergency) -> None:
    """Declare from the command line, at once."""
    emergency.from_command = True
    emergency.confirmed_at = timezone.now()
    with transaction.atomic():
        emergency.save(force_insert=True)
        record(Action.ADDED, by=None, subject=emergency, new=snapshot(emergency))
        transaction.on_commit(alerts.write_alerts)


def confirm(pk: int, *, by: User) -> Emergency:
    """Let what another has asked for count; return the row."""

    def step(row: Emergency) -> None:
        if row.confirmed_at is not None or row.ended_at is not None:
            raise ValidationError(_("This declaration does not wait any more."))
        if row.ends_at is not None and row.ends_at <= timezone.now():
            raise ValidationError(_("Its end has passed: take it back and ask anew."))
        if row.requested_by == by:
            raise ValidationError(_("You have asked for it: somebody else has to confirm it."))
        row.confirmed_by, row.confirmed_at = by, timezone.now()

    return _step(pk, step, by=by)


def cancel(pk: int, *, by: User) -> Emergency:
    """Let go what nobody has confirmed; one person is enough, readers have seen nothing."""

    def step(row: Emergency) -> None:
        if row.confirmed_at is not None or row.ended_at is not None:
            raise ValidationError(_("This declaration does not wait any more."))
        row.ended_by, row.ended_at = by, timezone.now()

    return _step(pk, step, by=by)


def end(pk: int, *, by: User) -> Emergency:
    """Ask for the end, or end what another person asked to end; return the row."""

    def step(row: Emergency) -> None:
        if row.confirmed_at is None or row.ended_at is not None:
            raise ValidationError(_("This emergency is not declared any more."))
        if row.end_requested_by is None:
            row.end_requested_by = by
        elif row.end_requested_by == by:
            raise ValidationError(_("You have asked for the end: somebody else has to confirm it."))
        else:
            row.ended_by, row.ended_at = by, timezone.now()

    return _step(pk, step, by=by)


def end_all() -> int:
    """End from the command line whatever is declared or waits; return how many that was."""
    with transaction.atomic():
        open_rows = list(Emergency.objects.select_for_update().filter(ended_at=None))
        for row in open_rows:
            row.ended_at = timezone.now()
            row.save(update_fields=["ended_at"])
            record(Action.STEP, by=None, subject=row, new={"ended_at": str(row.ended_at)})
        transaction.on_commit(alerts.write_alerts)
    return len(open_rows)


def _step(pk: int, step: Callable[[Emergency], None], *, by: User) -> Emergency:
    """Take a step on the locked row, and write down what it changed."""
    with transaction.atomic():
        row = Emergency.objects.select_for_update().get(pk=pk)
        before = snapshot(row)
        step(row)
        row.save()
        old, new = differences(before, snapshot(row))
        record(Action.STEP, by=by, subject=row, old=old, new=new)
        transaction.on_commit(alerts.write_alerts)
    return row
