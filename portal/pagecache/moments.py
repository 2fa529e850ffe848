"""When kept pages end by themselves: at the next moment at which the public sees something else."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.pagecache.clock import EMPTY, Stamp

# For whatever else depends on the time of day.
MAX_AGE: Final = timedelta(minutes=5)
# By how much the clocks of machines that share pages may differ.
MAX_LEAD: Final = 1.0

type NextMoment = Callable[[datetime], datetime | None]


def next_moment(now: datetime) -> datetime:
    """Return the first moment after `now` at which any page may change by itself.

    Days begin at midnight here; what has an hour is named by the functions of PAGE_MOMENTS.
    """
    midnight = (timezone.localtime(now) + timedelta(days=1)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    found = earliest(function(now) for function in _functions())
    return min(midnight, now + MAX_AGE, found or midnight)


def next_moment_of(
    rows: QuerySet[Any, Any], columns: Iterable[str], now: datetime
) -> datetime | None:
    """Return the first moment after `now` that any of the columns holds in any of the rows."""
    return earliest(
        rows.filter(**{f"{name}__gt": now}).order_by(name).values_list(name, flat=True).first()
        for name in columns
    )


def earliest(moments: Iterable[datetime | None]) -> datetime | None:
    """Return the first of the moments that are known."""
    return min((moment for moment in moments if moment is not None), default=None)


def holds(made_at: float, until: float, now: float) -> bool:
    """Return whether what was made then, to be right until a moment, may be shown now.

    Not what a clock has made that was ahead and was set back since: it says what nobody is to know
    yet, and would stay for as long as the clock was wrong.
    """
    return made_at <= now + MAX_LEAD and now < min(until, made_at + MAX_AGE.total_seconds())


@cache
def _functions() -> list[NextMoment]:
    return [import_string(name) for name in settings.PAGE_MOMENTS]


class Horizon:
    """The next moment, asked for once in a generation and once it has passed."""

    def __init__(self) -> None:
        self._known: tuple[Stamp, float, float] = (Stamp(-1, 0), 0.0, 0.0)

    def ends_at(self, stamp: Stamp) -> float:
        """Return until when, in seconds of the epoch, a page made from now on is right."""
        (known, asked_at, until), now = self._known, time.time()
        # Before the first generation moments may come without one.
        if known != stamp or stamp == EMPTY or not holds(asked_at, until, now):
            until = next_moment(timezone.now()).timestamp()
            self._known = (stamp, now, until)
        return until


@cache
def horizon() -> Horizon:
    """Return the one of this process: a publication is followed by one round of questions."""
    return Horizon()
