"""Questions on the first page of the staff: those that wait for the person who looks."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.kit.panels import Panel
from portal.participation.questions.models import Question

MAX_ROWS = 10


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


def questions_panel(user: User) -> Panel:
    """Return the questions that wait, late ones first."""
    return Panel("admin/dashboard/questions.html", {"waiting": waiting_for(user)})
