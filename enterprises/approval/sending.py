"""Sending a page, or a change of it, to the department: only what could be published."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.editing.publish_checks import check
from portal.publishing import workflow
from portal.publishing.models import Publication, State


def take_desk_step(
    publication: Publication, *, to: State, by: User, word: str = "", seen: int | None = None
) -> None:
    """Take a step of an enterprise's desk.

    What is sent passes the gate of what the staff publishes, so that nobody waits days to read that
    a summary is missing; raises ValidationError that names what is to be mended.
    """
    if to == State.SUBMITTED and (blocking := [each for each in check(publication) if each.blocks]):
        named = " ".join(f"({number}) {each.message}" for number, each in enumerate(blocking, 1))
        raise ValidationError(_("Not sent yet. Please mend this first: %s") % named)
    workflow.transition(publication, to=to, by=by, word=word, seen=seen)
