"""Shared infrastructure on the desk: each listing with its status in words, and the panel."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.approval.page_status import PageStatus
from enterprises.infrastructure.matches import proposed_first
from enterprises.infrastructure.models import InfrastructureListing
from enterprises.infrastructure.services import listings_of
from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.profiles.models import Representative
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


# A panel shows the last changed; all of them stand on their page.
MAX_ROWS = 3


def infrastructure_panel(me: Representative) -> DeskPanel:
    """Return the enterprise's last offers and requests with where each stands; one query."""
    rows = proposed_first(listings_of(me.enterprise).defer("body"))
    listings = list(rows[:MAX_ROWS])
    context = {"listings": [ListingStatus(each) for each in listings]}
    to_do = tuple(thing for each in listings for thing in _to_do(each))
    return DeskPanel("enterprises/infrastructure/desk/panel.html", context, to_do)


def _to_do(listing: InfrastructureListing) -> Iterator[ToDo]:
    url = reverse("enterprises:desk_infrastructure_one", args=[listing.pk])
    title = {"title": listing.title}
    if listing.state == State.CHANGES_ASKED:
        text = _("Correct “%(title)s”, as the department asks") % title
        yield ToDo(text, url, Urgency.ASKED)
    if vars(listing)["is_proposed"]:
        yield ToDo(_("Answer who wants to match “%(title)s”") % title, url, Urgency.ASKED)
