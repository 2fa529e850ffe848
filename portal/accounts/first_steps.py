"""What somebody new on the staff has tried, as far as no row of theirs tells."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from django.utils import timezone

from portal.accounts.models import User

# So long somebody is new; after it the list is gone, done or not.
NEW_FOR: Final = timedelta(days=30)


class Tried(StrEnum):
    """What leaves no row behind, that all of it was tried, and the wish to be asked no more."""

    PREVIEW = "preview"
    BIN = "bin"
    HANDBOOK = "handbook"
    REVIEWING = "reviewing"
    DONE = "done"
    SKIPPED = "skipped"


def is_new(user: User) -> bool:
    """Return whether the person came lately and has neither done nor skipped all first steps."""
    return _came_lately(user) and not {Tried.DONE, Tried.SKIPPED}.intersection(user.first_steps)


def has_skipped(user: User) -> bool:
    """Return whether somebody new has put the list away, and may have it again."""
    return _came_lately(user) and Tried.SKIPPED in user.first_steps


def _came_lately(user: User) -> bool:
    return user.date_joined > timezone.now() - NEW_FOR


def note(user: User, tried: Tried) -> None:
    """Keep that a new person has tried something; of others nothing is kept."""
    if is_new(user) and tried not in user.first_steps:
        user.first_steps = [*user.first_steps, tried.value]
        user.save(update_fields=["first_steps"])


def bring_back(user: User) -> None:
    """Let somebody who has skipped the list have it again."""
    user.first_steps = [each for each in user.first_steps if each != Tried.SKIPPED]
    user.save(update_fields=["first_steps"])
