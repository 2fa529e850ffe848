"""How exactly a time is known, and what of it is said."""

from datetime import MAXYEAR, datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.moments import day_after, midnight


class Precision(models.TextChoices):
    """The precision of a time; the rest of it is not shown."""

    HOUR = "hour", _("day and hour")
    DAY = "day", _("the day only")
    YEAR = "year", _("the year only")


def day_of(at: datetime | None = None) -> datetime:
    """Return the local midnight before a moment."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def year_of(at: datetime | None = None) -> datetime:
    """Return the beginning of the local year of a moment."""
    return day_of(at).replace(month=1, day=1)


def as_known(at: datetime, precision: str) -> datetime:
    """Return the moment, or where its day or its year begins: all that is said of it."""
    if precision == Precision.YEAR:
        return year_of(at)
    return day_of(at) if precision == Precision.DAY else at


def precision_of(at: datetime) -> Precision:
    """Return how exactly a moment of `as_known` was known: no meeting begins at midnight."""
    if at == year_of(at):
        return Precision.YEAR
    return Precision.DAY if at == day_of(at) else Precision.HOUR


def coarser(*precisions: str) -> str:
    """Return the one that says least."""
    return max(precisions, key=Precision.values.index)


def end_of(at: datetime, precision: str) -> datetime:
    """Return when a moment is over: with its day or its year, where no more of it is known."""
    if precision == Precision.HOUR:
        return at
    if precision == Precision.DAY:
        return midnight(day_after(timezone.localdate(at)))
    year = year_of(at)
    return year.replace(year=min(year.year + 1, MAXYEAR))
