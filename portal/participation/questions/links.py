"""Signed links to a question: one shows its number only, the other all of it."""

from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

from portal.participation.questions.models import Question
from portal.publishing.languages import ENGLISH, english_path

SENT_SALT: Final = "portal.participation.questions.sent"
STATE_SALT: Final = "portal.participation.questions.state"


def sent_address(question: Question) -> str:
    """Return the address that shows the number and nothing of the person or the question."""
    mark = signing.dumps(question.pk, salt=SENT_SALT)
    return _in_its_language(reverse("questions:sent", args=[mark]), question)


def sent_question(mark: str) -> Question | None:
    """Return the question whose number this mark may show."""
    try:
        key = signing.loads(mark, salt=SENT_SALT)
    except signing.BadSignature:
        return None
    return Question.objects.filter(pk=key).first()


def state_address(question: Question) -> str:
    """Return the address of a question's page, for a letter to the person who asked."""
    mark = signing.dumps(question.pk, salt=STATE_SALT)
    return _in_its_language(reverse("questions:state", args=[mark]), question)


def track_address(question: Question) -> str:
    """Return the whole address of the form to follow a question, with its number filled in.

    It opens nothing: who has it must still know the address or the telephone number.
    """
    path = _in_its_language(reverse("questions:track"), question)
    return f"{settings.SITE_URL}{path}?so={question.number}"


def _in_its_language(path: str, question: Question) -> str:
    return english_path(path) if question.language == ENGLISH else path


def tracked_question(mark: str) -> Question | None:
    """Return the question behind a link; raise SignatureExpired once its time is over."""
    life = settings.QUESTION_LINK_LIFE
    try:
        key = signing.loads(mark, salt=STATE_SALT, max_age=life)
    except signing.SignatureExpired:
        raise
    except signing.BadSignature:
        return None
    rows = Question.objects.select_related("section", "published_as")
    return rows.filter(pk=key).first()
