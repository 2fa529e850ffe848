"""Letters about questions, and whom they go to."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from portal.accounts.choosing import editors_here
from portal.accounts.models import User
from portal.participation.questions.links import state_address
from portal.participation.questions.models import Question
from portal.tasks.letters import Letter, render, send


def to_asker(name: str, question: Question) -> Letter | None:
    """Return a letter to who asked, with a link that opens it; None where no letter reaches them.

    Nothing of what was typed goes into a letter: nobody sends mail in our name.
    """
    if not question.email:
        return None
    days, language = settings.QUESTION_LINK_LIFE.days, question.language
    text = render(name, language, question=question, address=state_address(question), days=days)
    return Letter(question.email, *text, language=language)


def to_staff(name: str, to: Iterable[str], **context: object) -> None:
    """Write to the staff; a letter leads to the question and says nothing of who asked.

    It leads to where each chooses their letters, too; whoever reads a mailbox of the office has
    nothing to choose there.
    """
    addresses = list(to)
    is_office = addresses and set(addresses) <= set(settings.QUESTION_MAILBOX)
    choices = "" if is_office else reverse("admin:letters")
    desk = reverse("admin:questions_question_changelist")
    send(name, to=addresses, desk=desk, choices=choices, **context)


def turned_off() -> set[int]:
    """Return the keys of those of the staff who want no letters about questions."""
    keys: set[int] = import_string(settings.LETTERS_TURNED_OFF)("questions")
    return keys


def mailboxes(keys: Collection[int]) -> dict[str, set[int]]:
    """Return by address which of these questions it hears of: whoever replies, of what they read.

    Where the settings name an address, that one hears of all; administrators, of what nobody else
    who replies may read. Who wants no such letters hears of none.
    """
    if settings.QUESTION_MAILBOX:
        return {address: set(keys) for address in settings.QUESTION_MAILBOX}
    readers = _readers(editors_here(with_administrators=False), keys)
    if unread := set(keys).difference(*readers.values()):
        readers = _readers(editors_here(), unread) | readers
    off, found = turned_off(), defaultdict(set)
    for person, readable in readers.items():
        if person.pk not in off:
            found[person.email].update(readable)
    return found


def _readers(people: QuerySet[User], keys: Collection[int]) -> dict[User, set[int]]:
    """Return by person, of those who can be written to, which of the questions they may read."""
    rows = Question.objects.filter(pk__in=keys)
    return {
        person: set(rows.visible_to(person).values_list("pk", flat=True))
        for person in people.exclude(email="").order_by("email")
    }
