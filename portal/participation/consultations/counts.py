"""The number of comments on a consultation, by state and verdict."""

from dataclasses import dataclass

from django.db.models import Count, Q

from portal.participation.consultations.models import (
    CommentState,
    Consultation,
    ConsultationComment,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class CommentCounts:
    """Numbers only: nothing of what waits or was refused."""

    came: int = 0
    shown: int = 0
    waiting: int = 0
    refused: int = 0
    taken: int = 0
    partly: int = 0
    explained: int = 0

    @property
    def unanswered(self) -> int:
        """Return the number of shown comments that have no answer yet."""
        return self.shown - self.taken - self.partly - self.explained


def counts_of(consultation: Consultation) -> CommentCounts:
    """Return the numbers of one consultation, in one query."""
    sums = {f"{state}": Count("pk", filter=Q(state=state)) for state in CommentState.values}
    sums |= {f"{verdict}": Count("pk", filter=Q(verdict=verdict)) for verdict in Verdict.values}
    rows = ConsultationComment.objects.filter(consultation=consultation).order_by()
    return CommentCounts(**rows.aggregate(came=Count("pk"), **sums))
