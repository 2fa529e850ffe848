"""Letters about questions, and what comes round: reminders, and what is erased in time."""

from datetime import timedelta

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from portal.participation.questions import letters, reminding
from portal.participation.questions.models import Question
from portal.tasks.sending import Letter, letter_task

# So many in one go; the rest comes with the next round.
MAX_ROWS = 500


@letter_task
def post(letter: str, pk: int) -> Letter | None:
    """Return the letter of this name to who asked, with a link made at this moment.

    The link opens the question, so it stands in the letter only and in no table of tasks. Of a
    question that is not there nothing is sent.
    """
    question = Question.objects.filter(pk=pk, erased_at=None).first()
    return letters.to_asker(letter, question) if question else None


@task
def tell_staff(pk: int) -> bool:
    """Tell who answers of a new question, unless it was given to somebody meanwhile."""
    question = Question.objects.open().filter(pk=pk, assignee=None).first()
    if question is not None:
        letters.to_staff("question_waits", letters.mailboxes(), question=question)
    return question is not None


@task
def remind_of_questions() -> int:
    """Tell who answers of what is due or late, once a day; of how many questions."""
    return reminding.remind(timezone.localdate())


@task
def erase_old_questions() -> int:
    """Erase who asked, what and what was said, long after the reply; of how many questions."""
    long_ago = timezone.now() - timedelta(days=settings.QUESTION_KEPT_DAYS)
    rows = Question.objects.filter(erased_at=None, closed_at__lt=long_ago)
    old = list(rows.order_by("closed_at", "pk")[:MAX_ROWS])
    for question in old:
        question.erase()
    return len(old)
