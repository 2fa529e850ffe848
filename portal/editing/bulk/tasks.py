"""Jobs for many pages are worked off by the helper in slices of a few seconds, page by page.

Each page has a transaction of its own, which also says what came of it: whatever breaks off, the
next task goes on where the last one ended, and nothing is done twice. A task asks for the next one
itself; `resume` asks for those that a killed helper left behind.
"""

import logging
from collections.abc import Iterable
from time import monotonic

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.editing.bulk.actions import perform
from portal.editing.bulk.models import AT_WORK, Action, BulkItem, BulkJob, ItemOutcome, Phase
from portal.kit.priorities import BULK

# Other tasks wait no longer than a slice, and a helper that is to end is given time for one.
SECONDS = 2.0

logger = logging.getLogger(__name__)


def plan(
    action: Action, pages: Iterable[tuple[int, int, str]], *, by: User, kind: str = ""
) -> BulkJob:
    """Write down a job, and have it tried out where it lacks nothing. Raises TooMany."""
    with transaction.atomic():
        job = BulkJob.objects.plan(action, pages, by=by, kind=kind)
        if job.is_at_work:
            begin(job.pk)
    return job


def try_out(job: BulkJob, **details: object) -> None:
    """Have a job tried out, now that it knows what it lacked. Twice is once."""
    with transaction.atomic():
        # Only where nobody has answered in another window.
        rows = BulkJob.objects.filter(pk=job.pk, phase=Phase.ASKED)
        if rows.update(phase=Phase.CHECKING, **details):
            begin(job.pk)


def agree(job: BulkJob) -> None:
    """Have done what was tried out; only what worked then is done. Twice is once."""
    with transaction.atomic():
        locked = _locked(job.pk)
        if locked.phase != Phase.CHECKED:
            return
        locked.items.filter(outcome=ItemOutcome.FINE).update(outcome=ItemOutcome.WAITING)
        _enter(locked, Phase.RUNNING)
        begin(job.pk)


def stop(job: BulkJob) -> None:
    """End a job where it is; what is done stays done."""
    with transaction.atomic():
        locked = _locked(job.pk)
        if locked.is_over:
            return
        if locked.phase != Phase.RUNNING:
            # So far it was only tried: nothing has come of it.
            locked.items.filter(outcome=ItemOutcome.FINE).update(
                outcome=ItemOutcome.WAITING, said=""
            )
        _enter(locked, Phase.STOPPED)


def begin(key: int) -> None:
    """Ask the helper to work on a job; a task that was asked for before goes on no more."""
    with transaction.atomic():
        job = _locked(key)
        job.turn += 1
        job.worked_at = timezone.now()
        job.save(update_fields=["turn", "worked_at"])
        work_on.enqueue(key, job.turn)


@task(priority=BULK)
def work_on(key: int, turn: int) -> None:
    """Try out or do pages of a job for a slice of time, then ask for the next slice."""
    rows = BulkJob.objects.filter(pk=key, turn=turn, phase__in=AT_WORK)
    if not rows.update(worked_at=timezone.now()):
        return
    end = monotonic() + SECONDS
    while _next(key, turn):
        if monotonic() >= end:
            work_on.enqueue(key, turn)
            return


@task
def resume() -> int:
    """Go on with the jobs whose helper died, and return how many are at work.

    One that is being worked on changes hands between two pages.
    """
    keys = list(BulkJob.objects.filter(phase__in=AT_WORK).values_list("pk", flat=True))
    for key in keys:
        begin(key)
    return len(keys)


def _next(key: int, turn: int) -> bool:
    """Try out or do the next page; return whether there may be another."""
    with transaction.atomic():
        # The lock keeps a second helper from the same page, and from a phase that is over.
        job = _locked(key)
        if job.phase not in AT_WORK or job.turn != turn:
            return False
        item = job.items.filter(outcome=ItemOutcome.WAITING).order_by("position").first()
        if item is None:
            _enter(job, Phase.CHECKED if job.phase == Phase.CHECKING else Phase.DONE)
            return False
        item.outcome, item.said = _attempt(job, item)
        item.save(update_fields=["outcome", "said"])
    return True


def _attempt(job: BulkJob, item: BulkItem) -> tuple[ItemOutcome, str]:
    """Do it, in a trial only as if; what came of it, in words."""
    try:
        with transaction.atomic():
            message = perform(job, item)
            if job.phase == Phase.CHECKING:
                transaction.set_rollback(True)
    except ValidationError as error:
        return ItemOutcome.REFUSED, " ".join(error.messages)
    except PermissionDenied:
        return ItemOutcome.REFUSED, _("That is not yours to do with this page.")
    except OperationalError:
        # A deadlock, or a database that is away: the item waits, and is tried again with the task.
        raise
    except Exception:
        # One page that breaks must not keep the others from their turn.
        logger.exception("Bulk job %s broke at item %s", job.pk, item.pk)
        return ItemOutcome.REFUSED, _("It broke; who runs the site finds the reason in its log.")
    return ItemOutcome.FINE, message


def _locked(key: int) -> BulkJob:
    rows = BulkJob.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("user", "topic", "section").get(pk=key)


def _enter(job: BulkJob, phase: Phase) -> None:
    job.phase = phase
    job.ended_at = timezone.now() if job.is_over else None
    job.save(update_fields=["phase", "ended_at"])
