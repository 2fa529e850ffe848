"""Letters about questions, and whom they go to."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from portal.accounts.choosing import editors_here
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

    Where the settings name an address, that one hears of all; administrators, where nobody else
    replies. Who wants no such letters hears of none.
    """
    if settings.QUESTION_MAILBOX:
        return {address: set(keys) for address in settings.QUESTION_MAILBOX}
    people = editors_here(with_administrators=False).exclude(email="")
    people = people if people.exists() else editors_here().exclude(email="")
    people = people.exclude(pk__in=turned_off())
    found: dict[str, set[int]] = defaultdict(set)
    for person in people.order_by("email"):
        readable = Question.objects.filter(pk__in=keys).visible_to(person)
        found[person.email].update(readable.values_list("pk", flat=True))
    return found
