"""Shared infrastructure on two first pages: an enterprise's listings, and pairs for the staff."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.approval.change_requests import SENT_BY_STAFF, is_sent_by_staff
from enterprises.approval.page_status import PageStatus, held_back
from enterprises.infrastructure.matches import waiting_first
from enterprises.infrastructure.models import InfrastructureListing, InfrastructureMatch
from enterprises.infrastructure.services import listings_of
from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel, Waiting
from portal.publishing.models import State, heavy_columns


class ListingStatus(PageStatus[InfrastructureListing]):
    """A listing with what holds of it now, and which buttons make sense."""

    def _public_words(self) -> str:
        end = self.page.listed_until
        day = f"{timezone.localtime(end):%d/%m/%Y}" if end else ""
        return _("on the site until %(day)s") % {"day": day}

    @property
    def may_extend(self) -> bool:
        """Return whether a new term keeps it on the site, or brings it back."""
        return self.is_live and not held_back(self.page)

    @property
    def may_edit(self) -> bool:
        return self.page.state not in (State.APPROVED, State.WITHDRAWN)


# A panel shows what waits, then the last changed; all of them stand on their page.
MAX_ROWS = 3
# Nobody has more to do at one time; it bounds what the desk reads.
MAX_TO_DO = 50
MAX_MATCHES = 10


def infrastructure_panel(me: Representative) -> DeskPanel:
    """Return the enterprise's last offers and requests with where each stands; one query.

    What has to be done is told of all of them.
    """
    rows = waiting_first(listings_of(me.enterprise).defer("body"))
    rows = rows.annotate(is_sent_by_staff=SENT_BY_STAFF)
    listings = list(rows[:MAX_TO_DO])
    context = {"listings": [ListingStatus(each) for each in listings[:MAX_ROWS]]}
    to_do = tuple(thing for each in listings for thing in _to_do(each))
    return DeskPanel("enterprises/infrastructure/desk/panel.html", context, to_do)


def _to_do(listing: InfrastructureListing) -> Iterator[ToDo]:
    url = reverse("enterprises:desk_infrastructure_one", args=[listing.pk])
    title = {"title": listing.title}
    if listing.state == State.CHANGES_ASKED and not is_sent_by_staff(listing):
        text = _("Correct “%(title)s”, as the department asks") % title
        yield ToDo(text, url, Urgency.ASKED)
    if vars(listing)["is_proposed"]:
        yield ToDo(_("Answer who wants to match “%(title)s”") % title, url, Urgency.ASKED)


def matches_panel(user: User) -> Panel | None:
    """Return proposed pairs with an organisation's listing, the oldest first."""
    if not edits(user):
        return None
    rows = InfrastructureMatch.objects.for_department().select_related("offer", "request")
    rows = rows.defer(*heavy_columns("offer"), *heavy_columns("request"))
    context = {"matches": list(rows.order_by("created_at", "pk")[:MAX_MATCHES])}
    return Panel("admin/dashboard/matches.html", context | {"most": MAX_MATCHES})


def matches_waiting(user: User) -> list[Waiting]:
    """Return proposed pairs that nobody but the staff can answer: organisations have no desk."""
    if not edits(user):
        return []
    label = gettext_lazy("Pairs of infrastructure that wait for the department")
    rows = InfrastructureMatch.objects.for_department()
    return [Waiting("cap-tin-ha-tang", label, (rows,), panel=matches_panel)]
