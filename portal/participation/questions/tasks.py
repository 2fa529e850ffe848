"""Letters about questions, and what comes round: reminders, and what is erased in time."""

from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.tasks import task
from django.utils import timezone

from portal.obligations.models import work_calendar
from portal.participation.questions import letters
from portal.participation.questions.assignees import possible_assignees
from portal.participation.questions.models import Question, QuestionQuerySet
from portal.participation.questions.models.question import TO_BE_PHONED
from portal.tasks.letters import Letter, letter_task

# So many in one go; the rest comes with the next round.
MAX_ROWS = 500


@letter_task
def post(letter: str, pk: int) -> Letter | None:
    """Return the letter of this name to who asked, with a link made at this moment.

    The link opens the question, so it stands in the letter only and in no table of tasks. If there
    is no such question, nothing is sent.
    """
    question = Question.objects.filter(pk=pk, erased_at=None).first()
    return letters.to_asker(letter, question) if question else None


@task
def notify_staff(pk: int) -> bool:
    """Tell who answers of a new question, unless it was given to somebody meanwhile."""
    question = Question.objects.open().filter(pk=pk, assignee=None).first()
    if question is not None:
        people = [address for address, keys in letters.mailboxes([pk]).items() if pk in keys]
        letters.to_staff("question_waits", people, question=question)
    return question is not None


@task
def remind_of_questions() -> int:
    """Tell who answers of what is due or late, once a day; return the number of questions."""
    return send_reminders(timezone.localdate())


@task
def erase_old_questions() -> int:
    """Erase name, question and reply long after the reply; return the number of questions."""
    long_ago = timezone.now() - timedelta(days=settings.QUESTION_KEPT_DAYS)
    # Who waits for a call has no reply yet; without the number nobody could give it.
    rows = Question.objects.filter(~TO_BE_PHONED, erased_at=None, closed_at__lt=long_ago)
    old = list(rows.order_by("closed_at", "pk")[:MAX_ROWS])
    for question in old:
        question.erase()
    return len(old)


# So many in one letter; who has more waiting finds them on the desk.
MAX_REMINDED = 100


@transaction.atomic
def send_reminders(today: date) -> int:
    """Send letters about what nobody was reminded of today; return the number of questions."""
    rows = list(
        _to_be_reminded(today)
        .select_related("assignee", "closed_by")
        .select_for_update(of=("self",))[:MAX_REMINDED]
    )
    Question.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    for address, theirs in _by_address(rows, today).items():
        letters.to_staff("question_late", [address], questions=theirs, today=today)
    return len(rows)


def _to_be_reminded(today: date) -> QuestionQuerySet:
    last = work_calendar().due(today, settings.QUESTION_REMINDER_WORKING_DAYS)
    return Question.objects.due_by(last).filter(~Q(reminded_on=today) | Q(reminded_on=None))


def _by_address(rows: list[Question], today: date) -> dict[str, list[Question]]:
    """Return the questions by address: of who has it; if late or unassigned, of all who reply.

    What somebody has who answers no more is as good as unassigned. A call is with who replied:
    nobody else reads a closed question that was given to them. Who has turned these letters off
    gets none, and no colleague in their place.
    """
    found: dict[str, list[Question]] = defaultdict(list)
    if not rows:
        return found
    everybody, off = letters.mailboxes([row.pk for row in rows]), letters.turned_off()
    answering = set(possible_assignees().order_by().values_list("pk", flat=True))
    for row in rows:
        person = row.assignee if row.is_open else row.closed_by
        own = person.email if person and person.pk in answering else ""
        addresses = {own} if person and own and person.pk not in off else set()
        if row.due_on < today or not own:
            addresses |= {address for address, keys in everybody.items() if row.pk in keys}
        for address in addresses:
            found[address].append(row)
    return found
