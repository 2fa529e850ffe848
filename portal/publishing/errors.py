"""Why a text or a decision is refused, each in words for the person who meant it."""

import logging
from collections.abc import Sequence

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_stubs_ext import StrPromise

logger = logging.getLogger(__name__)
# PostgreSQL's own name: the rule stands at the field, which has words for a form only.
_ONE_PAGE_AT_AN_ADDRESS = "publishing_publication_path_key"


class StaleSave(ValidationError):
    """The page was saved since this text was loaded, perhaps by the same person elsewhere."""

    def __init__(self, *, is_own: bool = False, state: str = "") -> None:
        somebody = _(
            "Somebody else has saved this page since you opened it. Your text is not lost."
        )
        oneself = _(
            "You yourself have saved this page elsewhere since you began this text. "
            "Nothing of either is lost: choose which to keep."
        )
        message = str(oneself if is_own else somebody)
        if state:
            # A step was taken: what is typed meets another page than the one that was opened.
            now = _("It is now: %(state)s. Look at it, then press again what you want.")
            message = f"{message} {now % {'state': state}}"
        super().__init__(message, code="stale")


class OutdatedBase(ValidationError):
    """The page has moved on since the change was begun; deciding would undo what came between."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The page has changed since this change was begun. "
                "Compare the two, then save the change again."
            ),
            code="outdated",
        )


class OwnText(ValidationError):
    """Somebody would approve what they wrote themselves."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You wrote a part of this text, so somebody else has to approve it. "
                "In urgent cases publish it with a written reason; it stays marked until read."
            ),
            code="own_text",
        )


class OwnPage(ValidationError):
    """Somebody of the staff would decide about a page that they keep on the other side, too."""

    def __init__(self) -> None:
        super().__init__(
            _("You speak for whose page this is, so somebody else has to decide about it."),
            code="own_page",
        )


class OtherSection(ValidationError):
    """A change would take the page to where the rights of who decides do not reach."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The change moves the page into a section that is not yours, "
                "so somebody who works there has to decide about it."
            ),
            code="other_section",
        )


class BlockedByRemarks(ValidationError):
    """A reviewer has remarked on something that has to be mended before anybody approves."""

    def __init__(self, remarks: Sequence[str]) -> None:
        super().__init__(
            ngettext(
                "A remark keeps it from being approved: %(first)s Mend it, or let it be closed.",
                "%(number)s remarks keep it from being approved, first of them: %(first)s "
                "Mend them, or let them be closed.",
                len(remarks),
            )
            % {"number": len(remarks), "first": f"“{Truncator(remarks[0]).words(20)}”."},
            code="remarks",
        )


class Clash(ValidationError):
    """A text was sound when it was written, and does not go with what others have stored since."""

    def __init__(self, error: IntegrityError) -> None:
        super().__init__(_why_refused(error), code="clash")


def _why_refused(error: IntegrityError) -> StrPromise | str:
    """Return what the broken rule of the database says of itself, where it has words for people."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if name == _ONE_PAGE_AT_AN_ADDRESS:
        return _("Its address is another page's by now; give it another one.")
    for model in apps.get_models():
        for rule in model._meta.constraints:
            message = rule.violation_error_message
            if rule.name == name and message != rule.default_violation_error_message:
                return str(rule.get_violation_error_message())
    # A rule without words for people is one that the site itself was to keep.
    logger.error("The database refuses a text by the rule %s", name or "?", exc_info=error)
    return _("Its text does not go with the rest of the site any more.")
