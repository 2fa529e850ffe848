"""A change to a live page may have its moment: what that means for its steps."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.pagecache import due, generation
from portal.publishing.models import ChangeSet, State


def target_now(change: ChangeSet | None, to: State, by: User | None) -> State:
    """Return where a person's step leads.

    What shall take effect later is approved, and waits for then.

    Raises ValidationError where it is approved already, or was not sent yet.
    """
    if change is None or by is None or to != State.PUBLISHED or not change.is_for_later:
        return to
    if change.state == State.SUBMITTED:
        return State.APPROVED
    params = {"at": in_words(change.publish_at)}
    if change.state == State.APPROVED:
        raise ValidationError(
            _("It takes effect by itself at %(at)s. To put it in place now, take the moment away."),
            params=params,
            code="later",
        )
    raise ValidationError(
        _("It shall take effect at %(at)s: send it for review first, then approve it."),
        params=params,
        code="later",
    )


def in_words(moment: datetime | None) -> str:
    """Return a moment as people here read it."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment is not None else ""


def ask_for_turn(change: ChangeSet) -> None:
    """Let an approved change take effect at its moment: kept pages end then, and work is asked for.

    Inside the transaction that approves it, or that moves its moment.
    """
    if change.state == State.APPROVED and change.publish_at is not None:
        # Nothing has changed for readers, but when something will: each process asks for that anew.
        generation.invalidate_public_content()
        due.ask_for_turn(change.publish_at)
