"""Work that is due at a moment is done before any page is made after it.

Pages that appear by themselves need no work: their rows say from when. What has to be written at a
moment, such as a change that was approved beforehand, is written by whoever comes first: the
request that Django is asked for next, or the helper. `settings.DUE_WORK` names such work: for each
function that does it one that tells when the next of it is due, which may be past.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError
from django.tasks import task
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.kit.priorities import AWAITED
from portal.pagecache.clock import Stamp, clock
from portal.pagecache.moments import earliest, holds
from portal.pagecache.pages import Environ

type Application = Callable[[Environ, Any], Iterable[bytes]]

logger = logging.getLogger(__name__)
# Errors of the database that say nothing of the work: it is tried again as it is.
PASSING: Final = (OperationalError, InterfaceError)
# Work that has failed, for reasons nobody foresaw, is not tried with each request.
_PAUSE: Final = 60.0
# The helper looks a little after the moment, for work that no request has asked for.
_GRACE: Final = timedelta(seconds=1)


def first_due() -> datetime | None:
    """Return when the next work is due; a moment that has passed means now."""
    return earliest(import_string(name)() for name in settings.DUE_WORK.values())


def do_work(now: datetime) -> None:
    """Do all that is due by `now`; of several who come at once one does it, the others wait."""
    do_each(partial(import_string(name), now) for name in settings.DUE_WORK)


def do_each(works: Iterable[Callable[[], int]]) -> int:
    """Do one after the other, whichever of them breaks; the sum of what they return.

    Once all have had their turn, the first error is raised; others are logged.
    """
    done = 0
    broken: list[Exception] = []
    for work in works:
        try:
            done += work()
        except Exception as error:
            if broken:
                logger.exception("More of what was due could not be done.")
            broken.append(error)
    if broken:
        raise broken[0]
    return done


@task(priority=AWAITED)
def catch_up() -> None:
    """Do what is due and nobody has asked for."""
    do_work(timezone.now())


def ask_for_turn(moment: datetime) -> None:
    """Let the helper look after a moment; inside the transaction that makes work due then."""
    catch_up.using(run_after=moment + _GRACE).enqueue()


class DueWork:
    """A WSGI application in front of Django's that does what is due before Django is asked.

    What is known of the next moment holds for a generation, and as long as a kept page at most:
    whoever makes work due moves it on.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self._known: tuple[Stamp, float, float] | None = None

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        try:
            self.look()
        except Error:
            logger.warning("What is due could not be asked for; the request goes on.")
        return self.application(environ, start_response)

    def look(self) -> None:
        """Do what is due, where the next moment has come or is not known."""
        stamp, now = clock().read(), time.time()
        if self._is_known(stamp, now):
            return
        moment = first_due()
        if moment is not None and moment.timestamp() <= now:
            moment = self._do(moment)
        until = moment.timestamp() if moment is not None else float("inf")
        if stamp is not None:
            self._known = (stamp, now, until)

    def _is_known(self, stamp: Stamp | None, now: float) -> bool:
        """Return whether nothing is due yet, by what was asked for last."""
        if self._known is None:
            return False
        of, asked_at, until = self._known
        return stamp in (None, of) and holds(asked_at, until, now)

    def _do(self, moment: datetime) -> datetime:
        """Do the work and return the next moment; after a failure, one soon after now."""
        later = timezone.now() + timedelta(seconds=_PAUSE)
        try:
            do_work(timezone.now())
            after = first_due()
        except PASSING:
            raise
        except Exception:
            logger.exception("What was due at %s could not be done.", moment)
            return later
        is_left = after is not None and after <= timezone.now()
        return later if is_left else after or datetime.max.replace(tzinfo=moment.tzinfo)
