"""Questions as they come: taken in once, and found again by who holds number and mailbox."""

from uuid import UUID

from django.db import IntegrityError, transaction

from portal.audit.models import Action
from portal.audit.recording import record
from portal.participation.questions import tasks
from portal.participation.questions.models import Question


def sent_by(key: UUID) -> Question | None:
    """What has come by this form with these words already."""
    return Question.objects.filter(stamp=key).first()


def take_in(question: Question) -> Question:
    """Keep a question, confirm it by letter and tell the staff; sent twice, it is there once."""
    try:
        with transaction.atomic():
            question.save(force_insert=True)
            # The record is for good: who asked, and what, stays out of it.
            record(Action.ADDED, by=None, subject=question, new={"state": question.state})
            tasks.post.enqueue("question_received", question.pk)
            tasks.tell_staff.enqueue(question.pk)
    except IntegrityError:
        if (before := sent_by(question.stamp)) is None:
            raise
        return before
    return question


def ask_for_link(number: str, address: str) -> None:
    """Mail the way to a question's page where number and address belong together.

    Where they do not, the same work is asked for, and comes to nothing: no answer, however long
    it takes, tells whether somebody asked something here.
    """
    found = Question.objects.numbered(number).asked_by(address).values_list("pk", flat=True).first()
    tasks.post.enqueue("question_link", found or 0)
