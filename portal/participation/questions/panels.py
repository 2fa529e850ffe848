"""Questions on the first page of the staff: those that wait for the person who looks."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.kit.panels import Panel, Waiting
from portal.participation.questions.models import Question

MAX_ROWS = 10
_LIST = "admin:questions_question_changelist"


@dataclass(frozen=True, slots=True)
class WaitingQuestions:
    """The questions that wait, the one that is due first at the head; cut at MAX_ROWS."""

    rows: list[Question] = field(default_factory=list)
    today: date = field(default_factory=timezone.localdate)

    @property
    def is_cut(self) -> bool:
        return len(self.rows) == MAX_ROWS


def waiting_for(user: User) -> WaitingQuestions:
    """Return all that wait for who replies; for a reporter those that were given to them."""
    if not works_here(user):
        return WaitingQuestions()
    rows = Question.objects.open().visible_to(user).select_related("section", "assignee")
    return WaitingQuestions(list(rows[:MAX_ROWS]))


def questions_panel(user: User) -> Panel | None:
    """Return the questions that wait, late ones first."""
    waiting = waiting_for(user)
    return Panel("admin/dashboard/questions.html", {"waiting": waiting}) if waiting.rows else None


def questions_waiting(user: User) -> list[Waiting]:
    """Return the questions and the calls that wait for this person, and what waits too long."""
    if not works_here(user):
        return []
    rows, url = Question.objects.open().visible_to(user), reverse(_LIST)
    to_be_phoned = Question.objects.to_be_phoned().visible_to(user)
    late = Q(due_on__lt=timezone.localdate())
    return [
        Waiting(
            "cau-hoi-qua-han",
            _("Questions past their day"),
            (rows.filter(late),),
            url=f"{url}?cho=tre&goi=khong",
            is_late=True,
            is_mine=True,
        ),
        Waiting(
            "cau-hoi",
            _("Questions from citizens"),
            (rows.exclude(late),),
            url=f"{url}?cho=con-han&goi=khong",
            is_mine=True,
        ),
        Waiting(
            "goi-dien-qua-han",
            _("Replies to pass on by telephone, past their day"),
            (to_be_phoned.filter(late),),
            url=f"{url}?cho=tre&goi=cho",
            is_late=True,
            is_mine=True,
        ),
        Waiting(
            "tra-loi-goi-dien",
            _("Replies to pass on by telephone"),
            (to_be_phoned.exclude(late),),
            url=f"{url}?cho=con-han&goi=cho",
            is_mine=True,
        ),
    ]
