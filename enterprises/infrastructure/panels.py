"""The desk's panel of shared infrastructure."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.infrastructure.matches import proposed_first
from enterprises.infrastructure.models import InfrastructureListing
from enterprises.infrastructure.services import listings_of
from enterprises.infrastructure.status import ListingStatus
from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.profiles.models import Representative
from portal.publishing.models import State

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
