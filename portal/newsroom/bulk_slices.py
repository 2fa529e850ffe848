"""Jobs for many pages are worked off in slices, a few seconds in each request, page by page.

Each page has a transaction of its own, which also says what came of it: whatever breaks off, the
next request goes on where it ended, and nothing is done twice.
"""

import logging
from time import monotonic

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.newsroom.bulk_actions import perform
from portal.newsroom.bulk_jobs import AT_WORK, BulkItem, BulkJob, Outcome, Phase

# A slice is short enough for any server before us, long enough for most jobs as a whole.
SECONDS = 2.0

logger = logging.getLogger(__name__)


def work(job: BulkJob) -> None:
    """Go on with a job until it is through or the slice's time is over."""
    end = monotonic() + SECONDS
    while _next(job.pk) and monotonic() < end:
        pass
    job.refresh_from_db(fields=["phase", "ended_at"])


def agree(job: BulkJob) -> None:
    """Begin to do what was tried out; only what worked then is done. Twice is once."""
    with transaction.atomic():
        locked = _locked(job.pk)
        if locked.phase != Phase.CHECKED:
            return
        locked.items.filter(outcome=Outcome.FINE).update(outcome=Outcome.WAITING)
        _enter(locked, Phase.RUNNING)


def stop(job: BulkJob) -> None:
    """End a job where it is; what is done stays done."""
    with transaction.atomic():
        locked = _locked(job.pk)
        if locked.is_over:
            return
        if locked.phase != Phase.RUNNING:
            # So far it was only tried: nothing has come of it.
            locked.items.filter(outcome=Outcome.FINE).update(outcome=Outcome.WAITING, said="")
        _enter(locked, Phase.STOPPED)


def _next(key: int) -> bool:
    """Try out or do the next page; whether there may be another."""
    with transaction.atomic():
        # The lock keeps a second window from the same page, and from a phase that is over.
        job = _locked(key)
        if job.phase not in AT_WORK:
            return False
        item = job.items.filter(outcome=Outcome.WAITING).order_by("position").first()
        if item is None:
            _enter(job, Phase.CHECKED if job.phase == Phase.CHECKING else Phase.DONE)
            return False
        item.outcome, item.said = _attempt(job, item)
        item.save(update_fields=["outcome", "said"])
    return True


def _attempt(job: BulkJob, item: BulkItem) -> tuple[Outcome, str]:
    """Do it, in a trial only as if; what came of it, in words."""
    try:
        with transaction.atomic():
            said = perform(job, item)
            if job.phase == Phase.CHECKING:
                transaction.set_rollback(True)
    except ValidationError as error:
        return Outcome.REFUSED, " ".join(error.messages)
    except PermissionDenied:
        return Outcome.REFUSED, _("That is not yours to do with this page.")
    except Exception:
        # One page that breaks must not keep the others from their turn.
        logger.exception("Bulk job %s broke at item %s", job.pk, item.pk)
        return Outcome.REFUSED, _("It broke; who runs the site finds the reason in its log.")
    return Outcome.FINE, said


def _locked(key: int) -> BulkJob:
    rows = BulkJob.objects.select_for_update(of=("self",))
    return rows.select_related("user", "topic", "section").get(pk=key)


def _enter(job: BulkJob, phase: Phase) -> None:
    job.phase = phase
    job.ended_at = timezone.now() if job.is_over else None
    job.save(update_fields=["phase", "ended_at"])
