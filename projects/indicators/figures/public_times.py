"""When an indicator was public: what was typed and corrected meanwhile readers never saw."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from projects.indicators.models import Indicator


class Absence(NamedTuple):
    """A time in which an indicator was withdrawn: from its end to its return."""

    since: datetime
    until: datetime


def public_since(indicator: Indicator) -> datetime | None:
    """Return the moment since which an indicator read `with_public_times()` is public.

    What was corrected in a draft before, readers never saw.
    """
    first: datetime | None = vars(indicator)["first_step"]
    if indicator.published_at is None or first is None:
        return indicator.published_at
    return max(indicator.published_at, first)


def absences(indicator: Indicator) -> list[Absence]:
    """Return when an indicator read `with_public_times()` was withdrawn; the last may go on."""
    known = vars(indicator)
    now = timezone.now()
    return [
        Absence(since, next((back for back in known["brought_back"] if back > since), now))
        for since in known["taken_away"]
    ]


def was_away(indicator: Indicator, moment: datetime) -> bool:
    """Return whether an indicator read `with_public_times()` was withdrawn at a moment."""
    return any(each.since <= moment < each.until for each in absences(indicator))
