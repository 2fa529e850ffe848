"""What the desk says of a page of its enterprise: where it stands, and what became of a save."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from enterprises.approval.change_requests import is_sent_by_staff, page_state_in_words
from enterprises.approval.services import SaveResult
from portal.publishing import changes
from portal.publishing.models import ChangeSet, Publication, State
from portal.publishing.models.visibility import HiddenReason, hidden_reasons


class PageStatus[P: Publication]:
    """A page with what holds of it now, and which buttons make sense."""

    def __init__(self, page: P) -> None:
        self.page = page

    @property
    def in_words(self) -> StrPromise | str:
        """Return one line for the list and the page."""
        if not self.is_live:
            return page_state_in_words(self.page)
        return self._public_words() if self.page.is_public else self._hidden_words()

    def _public_words(self) -> str:
        raise NotImplementedError

    def _hidden_words(self) -> str:
        """Say why readers do not see it, though it is published."""
        words = _("off the site since %(day)s: closed, or its term is over")
        return held_back(self.page) or words % {"day": _moment(self.page.lapses_at, "%d/%m/%Y")}

    @cached_property
    def change(self) -> ChangeSet | None:
        """Return the change that waits on it, if one does."""
        change = changes.open_change(self.page) if self.is_live else None
        return None if change is None or change.is_by_staff else change

    @cached_property
    def comment(self) -> str:
        """Return the department's last comment on changes asked for or a withdrawal."""
        if self.page.state not in (State.CHANGES_ASKED, State.WITHDRAWN):
            return ""
        if self.page.state == State.CHANGES_ASKED and is_sent_by_staff(self.page):
            return ""
        steps = self.page.transitions.filter(change_set=None, to_state=self.page.state)
        return steps.order_by("-at", "-pk").values_list("comment", flat=True).first() or ""

    @property
    def is_live(self) -> bool:
        return self.page.state == State.PUBLISHED

    @property
    def may_send(self) -> bool:
        return self.page.state in (State.DRAFT, State.CHANGES_ASKED)

    @property
    def may_drop(self) -> bool:
        """Return whether it may be thrown away: readers have never seen it."""
        return self.may_send and self.page.live_number is None

    @property
    def may_take_back(self) -> bool:
        return self.page.state in (State.SUBMITTED, State.APPROVED, State.WITHDRAWN)

    @property
    def take_back_label(self) -> str:
        """Return the words of the button that makes it a draft."""
        is_withdrawn = self.page.state == State.WITHDRAWN
        return _("Make it a draft again") if is_withdrawn else _("Take it back")


def words_of_draft(before: str) -> str:
    """Say what is so once a page that stood there `before` is a draft again."""
    if before == State.WITHDRAWN:
        # Nothing was sent that could be taken back.
        return _("It is a draft again. Send it when it is ready.")
    return _("Taken back. Nobody decides about it until you send it again.")


def held_back(page: Publication) -> str:
    """Say what but its own term keeps a published page from readers; "" where nothing does."""
    reasons = set(hidden_reasons(page, timezone.now()))
    if HiddenReason.PARENT in reasons:
        return _("approved; readers do not see it while the profile is not public")
    if HiddenReason.TO_COME in reasons:
        words = _("approved; readers see it from %(moment)s on")
        return words % {"moment": _moment(page.published_at, "%d/%m/%Y %H:%M")}
    if HiddenReason.EXPIRED in reasons:
        words = _("off the site since %(day)s, as the department has set")
        return words % {"day": _moment(page.expires_at, "%d/%m/%Y")}
    is_hidden = HiddenReason.SAMPLE in reasons
    return _("approved, but not seen by readers now") if is_hidden else ""


def _moment(moment: datetime | None, form: str) -> str:
    return timezone.localtime(moment).strftime(form) if moment is not None else ""


def words_after_saving(page: Publication) -> str:
    """Say what is so of a page that is not public, once its text is saved, and what comes next."""
    match page.state:
        case State.DRAFT | State.CHANGES_ASKED:
            return _(
                "Saved. Readers do not see it yet: send it to the department when it is ready."
            )
        case State.SUBMITTED:
            return _("Saved. The department reads it as it is now; it need not be sent again.")
        case State.WITHDRAWN:
            return _("Saved. Readers do not see it: make it a draft again, then send it.")
    return _("Saved.")


def show_outcome(request: HttpRequest, outcome: SaveResult, *, written: str) -> None:
    """Tell what became of what was typed, each in a sentence; `written` of a draft."""
    if outcome.at_once:
        messages.success(request, _("Saved. Readers see it now."))
    if outcome.waits:
        text = _("Sent to the department. Readers see the page as it was until it is approved.")
        messages.success(request, text)
    if outcome.is_dropped:
        text = _("Your request has ended: nothing of it differs from the public page any more.")
        messages.info(request, text)
    if outcome.written:
        messages.success(request, written)
    if outcome == SaveResult():
        messages.info(request, _("Nothing was changed."))
