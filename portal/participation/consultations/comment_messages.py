"""What is said once a comment was decided on or answered."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.participation.consultations.models import CommentState, ConsultationComment


def clock(moment: datetime) -> str:
    """Return a moment as these pages write it."""
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def what_is_now(comment: ConsultationComment) -> str:
    """Say what readers see of a comment after a decision, and who was told by letter."""
    values = {"number": comment.number, "email": comment.email}
    if comment.state == CommentState.REFUSED:
        said = _("Comment %(number)s is not shown to readers.")
    elif comment.is_public:
        said = _("Comment %(number)s is public now.")
    else:
        said = _("Comment %(number)s will be public with the page of the draft.")
    if comment.email:
        next_step = _("A letter goes to %(email)s.")
    elif comment.phone:
        values["phone"] = comment.shown_phone
        next_step = _("No letter goes out: call %(phone)s, then note it here.")
    else:
        next_step = _("There is no address to tell.")
    return f"{said} {next_step}" % values


def what_is_saved(comment: ConsultationComment) -> str:
    """Say when readers see an answer that was saved."""
    if comment.consultation.is_public and comment.consultation.shown_outcome:
        return _("Saved. Readers see it now, with the summary.")
    return _("Saved. Readers see it once the summary is public.")
