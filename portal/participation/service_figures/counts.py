"""The figures of each year, up to the end of yesterday; four queries, whatever there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Aggregate, Count, DurationField, F, Q
from django.db.models.functions import Coalesce, ExtractYear, TruncDate

from portal.kit.moments import midnight
from portal.kit.text.numbers import percent
from portal.obligations.duties import DutyStatus
from portal.obligations.models import Duty
from portal.participation.consultations.models import (
    CommentState,
    Consultation,
    ConsultationComment,
)
from portal.participation.questions.models import Question
from portal.participation.questions.models.question import REPLIED, TO_BE_PHONED

# This year and those before it.
YEARS: Final = 3


class Median(Aggregate):
    """The middle of the values, as PostgreSQL works it out."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)%(filter)s"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The counts of one year; those of the time to come are not in them."""

    year: int
    received: int = 0
    due: int = 0
    in_time: int = 0
    replied: int = 0
    median: timedelta | None = None
    drafts_closed: int = 0
    drafts_summed_up: int = 0
    comments_shown: int = 0
    comments_answered: int = 0
    pages_due: int = 0
    pages_in_time: int = 0
    pages_late: int = 0

    @property
    def median_days(self) -> int | None:
        """Return the days from a question to its reply that half of all need at most."""
        return None if self.median is None else round(self.median / timedelta(days=1))

    @property
    def share_in_time(self) -> int | None:
        """Return the percentage of questions that were replied to by their day."""
        return percent(self.in_time, self.due)


def figures_until(today: date) -> list[YearFigures]:
    """Return the last years, the newest first, with what was so when today began."""
    years = range(today.year, today.year - YEARS, -1)
    parts = (_questions(years, today), _consultations(years, today), _comments(years, today),
             _pages(years, today))  # fmt: skip
    found: dict[int, dict[str, Any]] = {year: {} for year in years}
    for part in parts:
        for row in part:
            found[row.pop("of_year")] |= row
    return [YearFigures(year, **found[year]) for year in years]


def _questions(years: range, today: date) -> Iterable[dict[str, Any]]:
    begins = midnight(today)
    # Erased ones keep their days and their state, so that no figure changes with time; who has them
    # erased before an answer or a call takes them back.
    replied = Q(state__in=REPLIED, replied_at__lt=begins) & ~TO_BE_PHONED
    rows: Any = Question.objects.filter(year__in=years, received_at__lt=begins).exclude(
        state="withdrawn"
    )
    rows = rows.annotate(replied_at=Coalesce("phoned_at", "closed_at")).annotate(
        replied_on=TruncDate("replied_at"), days=TruncDate("replied_at") - TruncDate("received_at")
    )
    in_time = replied & Q(replied_on__lte=F("due_on"))
    return list(
        rows.order_by()
        .values(of_year=F("year"))
        .annotate(
            received=Count("pk"),
            due=Count("pk", filter=replied | Q(due_on__lt=today)),
            in_time=Count("pk", filter=in_time),
            replied=Count("pk", filter=replied),
            median=Median("days", filter=replied),
        )
    )


def _consultations(years: range, today: date) -> Iterable[dict[str, Any]]:
    rows: Any = Consultation.objects.public().filter(is_sample=False, closes_on__lt=today)
    rows = rows.filter(closes_on__year__in=years).annotate(of_year=ExtractYear("closes_on"))
    return list(
        rows.order_by()
        .values("of_year")
        .annotate(drafts_closed=Count("pk"), drafts_summed_up=Count("pk", filter=~Q(outcome="")))
    )


def _comments(years: range, today: date) -> Iterable[dict[str, Any]]:
    drafts = Consultation.objects.public().filter(is_sample=False, closes_on__lt=today)
    rows: Any = ConsultationComment.objects.filter(
        state=CommentState.SHOWN, consultation__in=drafts.values("pk")
    ).annotate(of_year=ExtractYear("consultation__closes_on"))
    is_answered = ~Q(verdict="") & ~Q(consultation__outcome="")
    return list(
        rows.filter(of_year__in=years)
        .order_by()
        .values("of_year")
        .annotate(comments_shown=Count("pk"), comments_answered=Count("pk", filter=is_answered))
    )


def _pages(years: range, today: date) -> Iterable[dict[str, Any]]:
    rows: Any = Duty.objects.filter(due_on__lt=today, publication__is_sample=False)
    rows = rows.filter(due_on__year__in=years).with_status()
    rows = rows.annotate(of_year=ExtractYear("due_on"))
    in_time = Q(status=DutyStatus.ON_TIME)
    return list(
        rows.order_by()
        .values("of_year")
        .annotate(
            pages_due=Count("pk"),
            pages_in_time=Count("pk", filter=in_time),
            pages_late=Count("pk", filter=~in_time),
        )
    )
