"""Reminders of questions that are due or late: one letter a day for each who answers."""

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from portal.obligations.models import work_calendar
from portal.participation.questions import letters
from portal.participation.questions.models import Question, QuestionQuerySet

# So many in one letter; who has more waiting finds them on the desk.
MAX_ROWS = 100


@transaction.atomic
def remind(today: date) -> int:
    """Write of what was not reminded of on this day yet; of how many questions."""
    rows = list(
        _to_remind_of(today).select_related("assignee").select_for_update(of=("self",))[:MAX_ROWS]
    )
    Question.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    for address, theirs in _by_address(rows, today).items():
        letters.to_staff("question_late", [address], questions=theirs, today=today)
    return len(rows)


def _to_remind_of(today: date) -> QuestionQuerySet:
    last = work_calendar().due(today, settings.QUESTION_REMINDER_WORKING_DAYS)
    return Question.objects.due_by(last).filter(~Q(reminded_on=today) | Q(reminded_on=None))


def _by_address(rows: list[Question], today: date) -> dict[str, list[Question]]:
    """Each question under who was given it; what is late or nobody's, under all who reply."""
    found: dict[str, list[Question]] = defaultdict(list)
    everybody = letters.mailboxes() if rows else []
    for row in rows:
        own = [row.assignee.email] if row.assignee and row.assignee.is_active else []
        late = row.due_on < today
        for address in {*filter(None, own), *(everybody if late or not any(own) else ())}:
            found[address].append(row)
    return found
