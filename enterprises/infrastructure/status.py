"""The status of a listing, in words for its enterprise."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from enterprises.approval.change_requests import PAGE_STATUS_LABELS
from enterprises.infrastructure.models import InfrastructureListing
from portal.publishing import changes
from portal.publishing.models import ChangeSet, State


class ListingStatus:
    """A listing with what holds of it now, and which buttons make sense."""

    def __init__(self, listing: InfrastructureListing) -> None:
        self.listing = listing

    @property
    def in_words(self) -> str | StrPromise:
        """Return one line for the list and the page."""
        state = self.listing.state
        if state != State.PUBLISHED:
            return PAGE_STATUS_LABELS.get(state, "")
        end = self.listing.listed_until
        day = f"{timezone.localtime(end):%d/%m/%Y}" if end else ""
        if self.listing.is_public:
            return _("on the site until %(day)s") % {"day": day}
        if end is not None and end <= timezone.now():
            return _("off the site since %(day)s: closed, or its term is over") % {"day": day}
        return _("approved, but not seen by readers now")

    @cached_property
    def change(self) -> ChangeSet | None:
        """Return the change that waits on it, if one does."""
        return changes.open_change(self.listing) if self.is_live else None

    @cached_property
    def word(self) -> str:
        """Return the department's last comment on changes asked for or a withdrawal."""
        if self.listing.state not in (State.CHANGES_ASKED, State.WITHDRAWN):
            return ""
        steps = self.listing.transitions.filter(to_state=self.listing.state)
        return steps.order_by("-at", "-pk").values_list("word", flat=True).first() or ""

    @property
    def is_live(self) -> bool:
        return self.listing.state == State.PUBLISHED

    @property
    def may_edit(self) -> bool:
        return self.listing.state not in (State.APPROVED, State.WITHDRAWN)

    @property
    def may_send(self) -> bool:
        return self.listing.state in (State.DRAFT, State.CHANGES_ASKED)

    @property
    def may_take_back(self) -> bool:
        return self.listing.state in (State.SUBMITTED, State.APPROVED, State.WITHDRAWN)
