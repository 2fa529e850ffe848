"""The status of a listing, in words for its enterprise."""

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.approval.page_status import PageStatus
from enterprises.infrastructure.models import InfrastructureListing
from portal.publishing.models import State


class ListingStatus(PageStatus[InfrastructureListing]):
    """A listing with what holds of it now, and which buttons make sense."""

    def _live_words(self) -> str:
        end = self.page.listed_until
        day = f"{timezone.localtime(end):%d/%m/%Y}" if end else ""
        if self.page.is_public:
            return _("on the site until %(day)s") % {"day": day}
        if end is not None and end <= timezone.now():
            return _("off the site since %(day)s: closed, or its term is over") % {"day": day}
        return _("approved, but not seen by readers now")

    @property
    def may_edit(self) -> bool:
        return self.page.state not in (State.APPROVED, State.WITHDRAWN)
