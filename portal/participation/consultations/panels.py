"""Consultations on the first page of the staff: comments to read, summaries that are due."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel, Waiting
from portal.obligations.models import work_calendar
from portal.participation.consultations.models import (
    CommentState,
    Consultation,
    ConsultationComment,
    ConsultationQuerySet,
)
from portal.publishing.models import State

MAX_ROWS = 10


@dataclass(frozen=True, slots=True)
class DueSummary:
    """A closed consultation without its summary, and the day by which that should be there."""

    consultation: Consultation
    due_on: date
    is_late: bool


def with_waiting_comments(user: User) -> list[Consultation]:
    """Return consultations with comments that wait for this person to read, oldest first.

    Each is annotated with `waiting`, their number, and `since`, when the first one came.
    """
    rows = Consultation.objects.in_sections_of(user).exclude(state=State.BINNED)
    found = rows.filter(comments__state=CommentState.WAITING).annotate(
        waiting=Count("comments"), since=Min("comments__received_at")
    )
    return list(found.defer("body", "outcome").order_by("since", "pk")[:MAX_ROWS])


def _without_summary(user: User) -> ConsultationQuerySet:
    rows = Consultation.objects.public().in_sections_of(user)
    return rows.without_summary(timezone.localdate())


def due_summaries(user: User) -> list[DueSummary]:
    """Return closed ones that readers see without a summary, the longest wait first.

    They are those that this person may sum up.
    """
    today = timezone.localdate()
    rows = list(_without_summary(user).for_lists()[:MAX_ROWS])
    if not rows:
        return []
    calendar, days = work_calendar(), settings.CONSULTATION_SUMMARY_DAYS
    dues = ((row, row.summary_due_on(calendar, days)) for row in rows)
    return [DueSummary(row, due_on, due_on < today) for row, due_on in dues]


def consultations_panel(user: User) -> Panel | None:
    """Return comments that nobody has read, and summaries that are due; for who edits."""
    if not edits(user):
        return None
    context = {
        "waiting": with_waiting_comments(user),
        "summaries": due_summaries(user),
        "most": MAX_ROWS,
    }
    return Panel("admin/dashboard/consultations.html", context)


def consultations_waiting(user: User) -> list[Waiting]:
    """Return the comments that nobody has read, and the consultations without a summary."""
    if not edits(user):
        return []
    in_reach = Consultation.objects.in_sections_of(user).exclude(state=State.BINNED)
    comments = ConsultationComment.objects.filter(
        state=CommentState.WAITING, consultation__in=in_reach.values("pk")
    )
    label = _("Consultations on drafts: comments and summaries")
    rows = (comments, _without_summary(user))
    to_be_phoned = ConsultationComment.objects.to_be_phoned().visible_to(user)
    return [
        Waiting("gop-y", label, rows, panel=consultations_panel),
        Waiting(
            "gop-y-goi-dien",
            _("Senders of comments to call"),
            (to_be_phoned,),
            url=f"{reverse('admin:consultations_consultationcomment_changelist')}?goi=cho",
        ),
    ]
