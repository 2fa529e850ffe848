"""The status of an event, and which events come and which were, in queries."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Self, TypedDict

from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import TruncYear
from django.utils.translation import gettext_lazy as _

from enterprises.events.models.precision import Precision, day_of, year_of
from portal.publishing.models import PublicationQuerySet

if TYPE_CHECKING:
    from enterprises.events.models.event import Event  # noqa: F401  # named by the queryset

# No meeting is longer; it bounds where a list of coming ones has to look.
MAX_LENGTH = timedelta(days=31)
# Of a year alone they may be on any of its days, so they stand behind those whose day is known.
_HAS_NO_DAY: Final = Case(When(precision=Precision.YEAR, then=1), default=0)
NEXT_FIRST: Final = (TruncYear("starts_at"), _HAS_NO_DAY, "starts_at", "pk")


class EventStatus(models.TextChoices):
    """The status of a meeting; whether it is over depends on the clock."""

    PLANNED = "planned", _("as planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")
    MOVED = "moved", _("moved to another time")


class EventQuerySet(PublicationQuerySet["Event"]):
    """Events in the order of their start, which an index of their own table gives."""

    def coming(self, at: datetime | None = None) -> Self:
        """Return the events of today and later, or of some day of this year, the next one first."""
        return self.coming_on(**coming_days(at))

    def coming_on(self, *, today: datetime, year: datetime, since: datetime) -> Self:
        """Return the same with the days named by `coming_days`."""
        rows = self.filter(starts_at__gte=since)
        return rows.filter(_comes(today, year)).order_by(*NEXT_FIRST)

    def past(self, at: datetime | None = None) -> Self:
        """Return the events before today, the last one first."""
        today = day_of(at)
        return self.past_on(today=today, year=year_of(today))

    def past_on(self, *, today: datetime, year: datetime) -> Self:
        """Return the same with the days on which it is asked."""
        rows = self.filter(starts_at__lt=today).exclude(_comes(today, year))
        return rows.order_by("-starts_at", "-pk")


class ComingDays(TypedDict):
    """The day and the year that begin what comes, and since when it may have begun."""

    today: datetime
    year: datetime
    since: datetime


def coming_days(at: datetime | None = None) -> ComingDays:
    """Return the days by which a list of coming events is asked for at a moment."""
    today = day_of(at)
    year = year_of(today)
    return {"today": today, "year": year, "since": min(today - MAX_LENGTH, year)}


def _comes(today: datetime, year: datetime) -> Q:
    """Return the condition of what is not over when a day begins, as `is_over` asks one event."""
    of_year = Q(precision=Precision.YEAR, starts_at__gte=year)
    of_year &= ~Q(status=EventStatus.HELD)
    return Q(starts_at__gte=today) | Q(ends_at__gte=today) | of_year
