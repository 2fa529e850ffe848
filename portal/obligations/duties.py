"""The status of each duty, from the moment at which readers first had the page, and the clock."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import Publication, State, Transition, heavy_columns


class DutyStatus(models.TextChoices):
    """The status of a duty."""

    ON_TIME = "on_time", _("published in time")
    LATE = "late", _("published late")
    WAITING = "waiting", _("not yet due")
    OVERDUE = "overdue", _("overdue")


class DutyQuerySet[D: models.Model](models.QuerySet[D]):
    """Duties of pages, by what has come of them."""

    def with_status(self, now: datetime | None = None) -> Self:
        """Annotate `appeared_at`, the moment at which readers first had the page, and `status`."""
        now = now or timezone.now()
        is_timely = Q(appeared_at__date__lte=F("due_on"))
        rows = self._with_appearance().annotate(
            status=Case(
                When(_done(now) & is_timely, then=Value(DutyStatus.ON_TIME)),
                When(_done(now), then=Value(DutyStatus.LATE)),
                When(due_on__lt=timezone.localdate(now), then=Value(DutyStatus.OVERDUE)),
                default=Value(DutyStatus.WAITING),
                output_field=models.CharField(),
            )
        )
        # What nobody ever had and somebody has put into the bin is owed no longer.
        never_had = [DutyStatus.WAITING, DutyStatus.OVERDUE]
        return rows.exclude(publication__state=State.BINNED, status__in=never_had)

    def with_pages(self) -> Self:
        """Select the pages and their writers, without the long columns."""
        rows = self.select_related("publication__created_by", "obligation")
        return rows.defer(*heavy_columns("publication"))

    def open(self, now: datetime | None = None) -> Self:
        """Return the duties of pages that readers have not had yet."""
        now = now or timezone.now()
        had_it = Q(appeared_at__lte=now, withdrawn_at__gt=F("appeared_at"))
        # Begins at the few pages that are not out: the duties of all years are met, and grow.
        rows = self.filter(publication__in=_not_out(now))._with_appearance()
        rows = rows.annotate(had_it=Case(When(had_it, then=True), default=False))
        return rows.exclude(had_it=True)

    def overdue(self, now: datetime | None = None) -> Self:
        """Return the duties that should be met and are not, the longest overdue first."""
        now = now or timezone.now()
        late = self.filter(due_on__lt=timezone.localdate(now)).open(now)
        return late.order_by("due_on", "id")

    def _with_appearance(self) -> Self:
        # The moment that is shown can be typed; nobody had the page before the step was taken.
        at = Greatest("publication__published_at", _step(State.PUBLISHED, "at", "id"))
        withdrawn = _step(State.WITHDRAWN, "-at", "-id")
        never = When(publication__live_number=None, then=None)
        return self.annotate(
            appeared_at=Case(never, default=at, output_field=models.DateTimeField()),
            withdrawn_at=withdrawn,
        )


def _not_out(now: datetime) -> models.QuerySet[Publication, Any]:
    """Return the keys of pages that wait; each half is found by an index of its own."""
    pages = Publication.objects.values("pk").order_by()
    unpublished = pages.exclude(state=State.PUBLISHED).exclude(state=State.BINNED)
    return unpublished.union(pages.filter(state=State.PUBLISHED, published_at__gt=now), all=True)


def _step(state: State, *order: str) -> Subquery:
    steps = Transition.objects.filter(
        publication_id=OuterRef("publication_id"), change_set=None, to_state=state
    )
    return Subquery(steps.order_by(*order).values("at")[:1])


def _done(now: datetime) -> Q:
    """Return the condition that readers have the page, or had it before it was withdrawn."""
    stays = Q(publication__state=State.PUBLISHED) | Q(withdrawn_at__gt=F("appeared_at"))
    return Q(appeared_at__lte=now) & stays
