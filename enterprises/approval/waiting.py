"""What the desk says of the wait for the department: since when, until when, how long usually."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from typing import Final

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from enterprises.approval.change_requests import answered_by, last_sent
from enterprises.profiles.models import Enterprise
from portal.publishing.models import Publication, State, Transition
from portal.publishing.models.kinds import kinds

# Fewer answers say nothing of the next one; older ones than a year speak of other people.
MIN_ANSWERS: Final = 5
MAX_ANSWERS: Final = 50
PERIOD: Final = timedelta(days=365)
_ANSWERS: Final = (State.APPROVED, State.PUBLISHED, State.CHANGES_ASKED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that was sent in: since when, by when it is answered, and the usual time in days."""

    sent_at: datetime
    answered_by: date
    usual_days: int | None


def waiting_of(page: Publication) -> Waiting | None:
    """Return how a page waits for the department; None where nothing of it does; two queries."""
    if page.state != State.SUBMITTED:
        return None
    sent = last_sent(page.transitions.filter(change_set=None))
    if sent is None:
        return None
    at, promised = sent
    return Waiting(at, promised or answered_by(at), usual_days(at=timezone.now()))


def usual_days(*, at: datetime) -> int | None:
    """Return how many days the department usually took, a part of one counted whole.

    None while there are too few answers to pages and requests of enterprises to say so.
    """
    own = [kind for kind, model in kinds().items() if hasattr(model, "DESK_VIEW")]
    # The same page is sent in again only after it was answered.
    sent = Transition.objects.filter(
        publication=OuterRef("publication"), to_state=State.SUBMITTED, at__lt=OuterRef("at")
    )
    answers = Transition.objects.filter(
        publication__kind__in=[Enterprise.KIND, *own],
        from_state=State.SUBMITTED,
        to_state__in=_ANSWERS,
        at__gte=at - PERIOD,
    )
    took: list[timedelta] = [
        answered - sent
        for answered, sent in answers.annotate(sent=Subquery(sent.order_by("-at").values("at")[:1]))
        .order_by("-at")
        .values_list("at", "sent")[:MAX_ANSWERS]
        if sent is not None
    ]
    if len(took) < MIN_ANSWERS:
        return None
    days = ceil(median(each / timedelta(days=1) for each in took))
    return max(1, days)
