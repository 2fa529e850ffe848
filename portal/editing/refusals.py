"""What is told where a step was refused: of which page, why, and where each fault is mended."""

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.editing.publish_checks import Blocked
from portal.publishing.models import Publication, State

# Where the moment of a change is typed in the form of its page.
_MOMENT = "#id_effect"


def refused_in_form(page: Publication, target: str, error: ValidationError) -> SafeString:
    """Say that the text is kept and the step was not taken; leads to each field at fault."""
    message = _("“%(title)s” is saved, but that step was not taken:") % {"title": page}
    if isinstance(error, Blocked):
        return format_html("{} {}", message, _places(error))
    reason = " ".join(error.messages)
    if error.code == "comment":
        return format_html('{} <a href="#id_comment">{}</a>', message, reason)
    if error.code == "no_step" and target == State.SUBMITTED and page.state == State.PUBLISHED:
        reason = str(_("Nothing in it differs from what readers see."))
    return format_html("{} {}", message, reason)


def moment_refused_in_form(page: Publication, error: ValidationError) -> SafeString:
    """Say that the text is kept and nothing else; leads to where the moment is typed."""
    message = _("“%(title)s” is saved, but not the moment, and no step was taken:") % {
        "title": page
    }
    return format_html('{} <a href="{}">{}</a>', message, _MOMENT, " ".join(error.messages))


def refused_by_reading(
    page: Publication, error: ValidationError, *, form: str, typed: str
) -> SafeString:
    """Say it where a text is read: its faults lead into the form, the words that were typed stay.

    `form` is the address of the form, empty where it is closed.
    """
    message = _("That was not done with “%(title)s”:") % {"title": page}
    why: str = " ".join(error.messages)
    if form and isinstance(error, Blocked):
        why = _places(error, form)
    words = _("What you wrote: “%(typed)s”") % {"typed": typed} if typed else ""
    return format_html_join(" ", "{}", ((part,) for part in (message, why, words) if part))


def _places(error: Blocked, form: str = "") -> SafeString:
    rows = ((form, violation.anchor, violation.message) for violation in error.violations)
    return format_html_join(" ", '<a href="{}#{}">{}</a>', rows)
